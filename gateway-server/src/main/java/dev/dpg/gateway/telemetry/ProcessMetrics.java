package dev.dpg.gateway.telemetry;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.List;

/** What the JVM knows of itself. */
public final class ProcessMetrics implements MetricSource {
    private final List<BufferPoolMXBean> pools = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class);
    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    private final long directBytesMax;

    /** @param directBytesMax memory beside the heap that buffers may take */
    public ProcessMetrics(long directBytesMax) {
        this.directBytesMax = directBytesMax;
    }

    @Override
    public void measure(Readings readings) {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        readings.tell(Metric.HEAP_USED, heap.getUsed());
        readings.tell(Metric.HEAP_LIMIT, heap.getMax());
        pools.stream()
                .filter(pool -> pool.getName().equals("direct"))
                .forEach(pool -> readings.tell(Metric.DIRECT_USED, pool.getMemoryUsed(), "jdk"));
        readings.tell(Metric.DIRECT_LIMIT, directBytesMax);
        readings.tell(Metric.THREADS, ManagementFactory.getThreadMXBean().getThreadCount());
        for (GarbageCollectorMXBean collector : collectors) {
            readings.tell(Metric.GC_RUNS, Math.max(0, collector.getCollectionCount()), collector.getName());
            readings.tell(
                    Metric.GC_TIME, Duration.ofMillis(Math.max(0, collector.getCollectionTime())), collector.getName());
        }
        readings.tell(
                Metric.UPTIME,
                Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime()));
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            readings.tell(Metric.CPU_TIME, Duration.ofNanos(Math.max(0, system.getProcessCpuTime())));
            readings.tell(Metric.FILES_OPEN, system.getOpenFileDescriptorCount());
            readings.tell(Metric.FILES_LIMIT, system.getMaxFileDescriptorCount());
        }
    }
}
