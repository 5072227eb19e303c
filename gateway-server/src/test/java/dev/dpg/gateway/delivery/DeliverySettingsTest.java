package dev.dpg.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeliverySettingsTest {
    private static final long MEBIBYTE = 1024 * 1024;

    @Test
    void connectionsMayHoldAFifthOfTheHeap() {
        assertThat(inFlightMebibytes(1_280, 1_280)).isEqualTo(256);
    }

    @Test
    void whatConnectionsMayHoldLeavesRoomInDirectMemoryWhereThatIsScarce() {
        assertThat(inFlightMebibytes(192, 64)).isEqualTo(16);
        assertThat(inFlightMebibytes(1_280, 426)).isEqualTo(106);
    }

    @Test
    void connectionsMayAlwaysHoldAFewRecords() {
        assertThat(inFlightMebibytes(16, 16)).isEqualTo(8);
    }

    private static long inFlightMebibytes(long heapMebibytes, long directMebibytes) {
        return DeliverySettings.forMemory(heapMebibytes * MEBIBYTE, directMebibytes * MEBIBYTE)
                        .inFlightBytesMax()
                / MEBIBYTE;
    }
}
