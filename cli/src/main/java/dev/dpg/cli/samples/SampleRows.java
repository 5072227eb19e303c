package dev.dpg.cli.samples;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads the rows of a sample from the resources, in the order of their events. */
final class SampleRows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SampleRows() {}

    static List<SampleRow> of(SampleTopic topic) {
        List<SampleRow> rows = new ArrayList<>(topic.rowCount());
        try (BufferedReader lines = open(topic)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                rows.add(new SampleRow(topic, line, JSON.readValue(line, ObjectNode.class)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("sample " + topic.resource() + " cannot be read", e);
        }
        return rows;
    }

    private static BufferedReader open(SampleTopic topic) throws IOException {
        InputStream compressed = SampleRows.class.getResourceAsStream(topic.resource());
        if (compressed == null) {
            throw new IOException("resource " + topic.resource() + " is missing");
        }
        return new BufferedReader(new InputStreamReader(new GZIPInputStream(compressed), StandardCharsets.UTF_8));
    }
}
