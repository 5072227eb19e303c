package dev.dpg.system.bench.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LiveObjectsTest {
    @Test
    void objectsAreCountedByClassOverAllLoaders() {
        LiveObjects objects = LiveObjects.parse(List.of(
                "4711:",
                " num     #instances         #bytes  class name (module)",
                "-------------------------------------------------------",
                "   1:         10000         480000  [B (java.base@17.0.15)",
                "   2:            12            576  dev.dpg.gateway.delivery.DeliveryStream",
                "   3:             3            144  dev.dpg.gateway.delivery.DeliveryStream",
                "Total         10015         480720"));

        assertThat(objects.bytes()).isEqualTo(480_720);
        assertThat(objects.instances())
                .containsEntry("[B", 10_000L)
                .containsEntry("dev.dpg.gateway.delivery.DeliveryStream", 15L)
                .hasSize(2);
    }

    @Test
    void anAnswerWithoutATotalIsNone() {
        assertThatThrownBy(() -> LiveObjects.parse(List.of("4711:", "Unable to attach")))
                .isInstanceOf(IllegalStateException.class);
    }
}
