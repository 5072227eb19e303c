package dev.dpg.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dpg.gateway.catalog.LifecycleRequest;
import dev.dpg.gateway.delivery.PlannedEnding;
import dev.dpg.gateway.fakes.ManualLoop;
import dev.dpg.gateway.fakes.MemoryCatalog;
import dev.dpg.gateway.log.memory.MemoryControlTopic;
import dev.dpg.gateway.log.memory.MemoryLog;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Lifecycle;
import dev.dpg.gateway.product.Lifecycle.Deprecation;
import dev.dpg.gateway.product.Lifecycle.State;
import dev.dpg.gateway.product.PortName;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of streams when the line that they read comes to its end. */
class LineEndTest {
    private static final PortName LINE = PortName.parse("sales.orders.v1").orElseThrow();

    private final ManualLoop time = new ManualLoop();
    private final MemoryCatalog catalog = MemoryCatalog.open("sales");
    private final MemoryLog log = new MemoryLog("cluster", time::execute, time);
    private final GatewayInMemory gateway = start();

    @Test
    void followersOfADeprecatedLineComeBackToBeWarned() {
        GatewayInMemory.Client follower = gateway.follow("sales.orders", "a", "");

        move(State.DEPRECATED);

        assertThat(follower.completed).isTrue();
        assertThat(follower.goAways()).contains(PlannedEnding.Reason.PRODUCT_CHANGED);
        GatewayInMemory.Client again = gateway.follow("sales.orders", "b", "");
        time.run(GatewayInMemory.GRACE.plusSeconds(1));
        assertThat(again.completed).isFalse();
    }

    @Test
    void streamsOfARetiredLineEndAndNoneBegins() {
        GatewayInMemory.Client follower = gateway.follow("sales.orders", "a", "");

        move(State.RETIRED);

        assertThat(follower.completed).isTrue();
        assertThat(catchThrowableOfType(ProblemException.class, () -> gateway.follow("sales.orders.v1", "b", ""))
                        .problem()
                        .reason())
                .isEqualTo(Reason.VERSION_RETIRED);
    }

    private void move(State state) {
        var deprecation = Optional.of(new Deprecation(Optional.empty(), "old", time.now()));
        catalog.store()
                .change(new LifecycleRequest(
                        state.name(), new byte[] {1}, LINE, (now, others) -> new Lifecycle(state, deprecation)));
        time.run(GatewayInMemory.GRACE.plus(Duration.ofSeconds(1)));
    }

    private GatewayInMemory start() {
        catalog.publish("sales.orders.v1", "1.0.0");
        log.createTopic("sales.topic-of-orders", 1);
        return new GatewayInMemory("one", time, new MemoryControlTopic(time), catalog, log);
    }
}
