package dev.dpg.system.bench.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dpg.system.bench.load.LoadClient;
import dev.dpg.system.bench.load.Task;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A load client in a JVM of its own, as the benchmark sees it. One task at a time. */
public final class Worker implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Jvm jvm;
    private final BufferedWriter to;
    private final BufferedReader from;

    Worker(String name, Path log, List<String> options) {
        jvm = Jvm.conversing(name, log, options, LoadClient.class);
        to = jvm.process().outputWriter(StandardCharsets.UTF_8);
        from = jvm.process().inputReader(StandardCharsets.UTF_8);
    }

    Jvm jvm() {
        return jvm;
    }

    /** Has it do something, and waits for what comes of it. */
    public synchronized <R> R ask(Task<R> task) {
        try {
            to.write(task.getClass().getName() + " " + JSON.writeValueAsString(task) + "\n");
            to.flush();
            String line = from.readLine();
            if (line == null) {
                jvm.requireAlive();
                throw new IllegalStateException(jvm.name() + " says nothing more");
            }
            JsonNode answer = JSON.readTree(line);
            if (answer.has("failure")) {
                throw new IllegalStateException(
                        jvm.name() + ": " + answer.get("failure").asText());
            }
            return JSON.treeToValue(answer, task.answer());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(jvm.name() + " is not understood", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same, beside what is done here. */
    public <R> CompletableFuture<R> begin(Task<R> task) {
        return CompletableFuture.supplyAsync(() -> ask(task));
    }

    @Override
    public void close() {
        jvm.close();
    }
}
