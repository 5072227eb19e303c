package dev.dpg.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dpg.gateway.fakes.ManualLoop;
import dev.dpg.gateway.fakes.MemoryCatalog;
import dev.dpg.gateway.log.Clusters;
import dev.dpg.gateway.log.memory.MemoryControlTopic;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import org.junit.jupiter.api.Test;

class StreamOpenerTest {
    @Test
    void aClusterThatThisGatewayDoesNotHaveIsSaidByNameAndIsNoBug() {
        ManualLoop time = new ManualLoop();
        MemoryCatalog catalog = MemoryCatalog.open("sales");
        catalog.publish("sales.orders.v1", "1.0.0");
        Clusters none = cluster -> {
            throw new IllegalArgumentException(cluster);
        };
        GatewayInMemory gateway = new GatewayInMemory("one", time, new MemoryControlTopic(time), catalog, none);

        Problem refused = catchThrowableOfType(ProblemException.class, () -> gateway.follow("sales.orders", "a", ""))
                .problem();

        assertThat(refused.reason()).isEqualTo(Reason.CLUSTER_DOWN);
        assertThat(refused.message()).contains("no cluster \"", "sales.orders.v1", "ask another gateway");
    }
}
