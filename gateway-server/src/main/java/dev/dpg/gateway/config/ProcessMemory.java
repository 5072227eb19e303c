package dev.dpg.gateway.config;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * What a process may use; some defaults are a share of it.
 *
 * @param heapBytes for objects
 * @param directBytes beside the heap, for the buffers of connections: {@code -XX:MaxDirectMemorySize}
 */
public record ProcessMemory(long heapBytes, long directBytes) {
    /** Of this process. */
    public static ProcessMemory here() {
        long heapBytes = Runtime.getRuntime().maxMemory();
        long limit = directLimit(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class));
        return new ProcessMemory(heapBytes, limit == 0 ? heapBytes : limit);
    }

    /** 0 where nothing is set, or nobody knows: then it is as much as the heap. */
    private static long directLimit(@Nullable HotSpotDiagnosticMXBean machine) {
        return machine == null
                ? 0
                : Long.parseLong(machine.getVMOption("MaxDirectMemorySize").getValue());
    }
}
