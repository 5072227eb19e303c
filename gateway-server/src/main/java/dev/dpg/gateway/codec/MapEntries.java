package dev.dpg.gateway.codec;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Pushes a map as an object: keys become names, and of several entries with one key the last one counts. */
final class MapEntries {
    private MapEntries() {}

    /** @param plan of an entry: its first step is the key, its second one the value */
    static void push(ProtobufReader in, MessagePlan plan, int first, int depth) throws UnreadableValueException {
        ValueSink sink = in.sink();
        sink.beginObject();
        for (Map.Entry<String, Integer> entry : byKey(in, plan, first, depth).entrySet()) {
            byte[] name = entry.getKey().getBytes(StandardCharsets.UTF_8);
            sink.anyProperty(name, 0, name.length);
            int[] place = in.enterEntry(plan, entry.getValue(), depth);
            plan.step(1).pushValue(in, place[0], depth);
            in.leaveEntry(place);
        }
        sink.endObject();
    }

    private static Map<String, Integer> byKey(ProtobufReader in, MessagePlan plan, int first, int depth)
            throws UnreadableValueException {
        Map<String, Integer> last = new LinkedHashMap<>();
        FieldStep key = plan.step(0);
        for (int node = first; node != ProtobufReader.NOWHERE; node = in.nextNode(node)) {
            int[] place = in.enterEntry(plan, node, depth);
            last.put(key(in, key, place[0]), node);
            in.leaveEntry(place);
        }
        return last;
    }

    private static String key(ProtobufReader in, FieldStep step, int base) throws UnreadableValueException {
        KeyText text = new KeyText();
        WireValue value = step.value();
        if (value == null) {
            throw new IllegalStateException("a key is no message");
        }
        boolean there = in.isThere(base, step);
        byte[] bytes = there ? in.bytes() : step.target().standIn();
        WireScanner scanner = new WireScanner(bytes);
        int from = there ? in.slot(base + step.slot()) : 0;
        int to = there ? in.slot(base + step.slot() + 1) : bytes.length;
        scanner.seek(from, to);
        value.push(scanner, from, to, text);
        return text.text();
    }
}
