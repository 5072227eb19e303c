package dev.dpg.system.bench.stage;

import dev.dpg.embedded.BrokerMain;
import dev.dpg.system.fixture.BytesOut;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** {@link BrokerMain}, which answers each line of its standard input, a topic, with the bytes that were fetched of it. */
final class MeasuredBroker {
    private MeasuredBroker() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err);
        new Thread(() -> BrokerMain.main(arguments), "broker").start();
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String topic = lines.readLine(); topic != null; topic = lines.readLine()) {
            answers.println(BytesOut.of(topic));
            answers.flush();
        }
        // Whoever asked is gone.
        Runtime.getRuntime().halt(0);
    }
}
