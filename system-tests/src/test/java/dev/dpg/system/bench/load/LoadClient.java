package dev.dpg.system.bench.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A load client: does the task that stands in each line of its standard input, and answers in a line of JSON. */
public final class LoadClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LoadClient() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream answers = System.out;
        // Whatever prints is not to be taken for an answer.
        System.setOut(System.err);
        Workbench bench = new Workbench();
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            answers.println(JSON.writeValueAsString(answer(line, bench)));
            answers.flush();
        }
        // Whoever asked is gone.
        Runtime.getRuntime().halt(0);
    }

    private static Object answer(String line, Workbench bench) {
        try {
            int space = line.indexOf(' ');
            Class<?> kind = Class.forName(line.substring(0, space));
            Task<?> task = (Task<?>) JSON.readValue(line.substring(space + 1), kind);
            return task.perform(bench);
        } catch (Exception e) {
            return Map.of("failure", e.toString());
        }
    }
}
