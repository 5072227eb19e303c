package dev.dpg.cli.serve;

import dev.dpg.gateway.config.ProcessMemory;
import dev.dpg.gateway.delivery.DeliverySettings;
import java.util.List;
import java.util.Locale;

/** What a gateway may use of its process's memory, for whoever starts it. */
final class Budgets {
    private static final long KIB = 1024;
    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");

    private Budgets() {}

    /** The lines to show. */
    static List<String> of(DeliverySettings delivery, ProcessMemory memory) {
        return List.of(
                "memory    heap " + bytes(memory.heapBytes()) + " (-Xmx), buffers " + bytes(memory.directBytes())
                        + " (-XX:MaxDirectMemorySize)",
                "rings     " + bytes(delivery.ringsBytesMax()) + " in all, " + bytes(delivery.ringBytesMax())
                        + " for one partition in one view; the rest for history that was just read",
                "in flight " + bytes(delivery.inFlightBytesMax()) + " in all, then new streams are refused; "
                        + bytes(delivery.catchUpBytesPerStream()) + " of history for one stream",
                "streams   "
                        + String.format(Locale.ROOT, "%,d", delivery.streamsMax())
                                .replace(',', ' ') + " at most");
    }

    /** With one digit behind the point, where there is something to say: {@code 320 MiB}, {@code 1.3 GiB}. */
    static String bytes(long count) {
        double value = count;
        int unit = 0;
        while (value >= KIB && unit < UNITS.size() - 1) {
            value /= KIB;
            unit++;
        }
        String number = String.format(Locale.ROOT, "%.1f", value);
        return (number.endsWith(".0") ? number.substring(0, number.length() - 2) : number) + " " + UNITS.get(unit);
    }
}
