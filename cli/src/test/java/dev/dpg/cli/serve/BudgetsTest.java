package dev.dpg.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.config.ProcessMemory;
import dev.dpg.gateway.delivery.DeliverySettings;
import org.junit.jupiter.api.Test;

class BudgetsTest {
    private static final long MIB = 1L << 20;

    @Test
    void whatWasDerivedFromTheMemoryIsShown() {
        var memory = new ProcessMemory(1280 * MIB, 512 * MIB);

        assertThat(Budgets.of(DeliverySettings.forMemory(memory.heapBytes(), memory.directBytes()), memory))
                .containsExactly(
                        "memory    heap 1.3 GiB (-Xmx), buffers 512 MiB (-XX:MaxDirectMemorySize)",
                        "rings     320 MiB in all, 8 MiB for one partition in one view; the rest for history that was just read",
                        "in flight 128 MiB in all, then new streams are refused; 1 MiB of history for one stream",
                        "streams   20 000 at most");
    }

    @Test
    void sizesAreReadable() {
        assertThat(Budgets.bytes(0)).isEqualTo("0 B");
        assertThat(Budgets.bytes(1023)).isEqualTo("1023 B");
        assertThat(Budgets.bytes(1536)).isEqualTo("1.5 KiB");
        assertThat(Budgets.bytes(256 * MIB)).isEqualTo("256 MiB");
        assertThat(Budgets.bytes(Long.MAX_VALUE)).endsWith(" TiB");
    }
}
