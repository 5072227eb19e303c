package dev.dpg.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dpg.gateway.catalog.ProductWatch.Event;
import dev.dpg.gateway.catalog.ProductWatch.Watcher;
import dev.dpg.gateway.fakes.MemoryCatalog;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProductWatchTest {
    private final MemoryCatalog memory = MemoryCatalog.open("sales", "stock");
    private final AtomicInteger woken = new AtomicInteger();
    private final ProductWatch watch = new ProductWatch(memory.catalog(), 2);

    @Test
    void whatIsThereComesFirstThenChanges() {
        memory.publish("sales.orders.v1", "1.0.0");
        Watcher watcher = watch.open("", woken::incrementAndGet);

        assertThat(told(watcher)).containsExactly("sales.orders.v1 1.0.0", "synced");

        memory.publish("stock.levels.v1", "1.0.0");
        assertThat(woken).hasValue(1);
        assertThat(told(watcher)).containsExactly("stock.levels.v1 1.0.0");
    }

    @Test
    void aSlowWatcherIsToldTheNewestStateOnce() {
        Watcher watcher = watch.open("", woken::incrementAndGet);
        assertThat(told(watcher)).containsExactly("synced");

        for (int minor = 0; minor < 50; minor++) {
            memory.publish("sales.orders.v1", "1." + minor + ".0");
        }

        assertThat(told(watcher)).containsExactly("sales.orders.v1 1.49.0");
    }

    @Test
    void onlyTheDomainAskedForIsTold() {
        Watcher watcher = watch.open("stock", woken::incrementAndGet);

        memory.publish("sales.orders.v1", "1.0.0");
        memory.publish("stock.levels.v1", "1.0.0");

        assertThat(woken).hasValue(1);
        assertThat(told(watcher)).containsExactly("stock.levels.v1 1.0.0", "synced");
    }

    @Test
    void watchersAreLimitedAndMakeRoomWhenTheyClose() {
        Watcher first = watch.open("", () -> {});
        watch.open("", () -> {});

        assertThat(catchThrowableOfType(ProblemException.class, () -> watch.open("", () -> {}))
                        .problem()
                        .reason())
                .isEqualTo(Reason.OVERLOADED);
        first.close();
        assertThat(told(watch.open("", () -> {}))).containsExactly("synced");
    }

    @Test
    void whoClosedIsNotWoken() {
        watch.open("", woken::incrementAndGet).close();

        memory.publish("sales.orders.v1", "1.0.0");

        assertThat(woken).hasValue(0);
    }

    @Test
    void beforeTheStateIsReadNobodyWatches() {
        var unread = new ProductWatch(MemoryCatalog.unread("sales").catalog(), 2);

        assertThat(catchThrowableOfType(ProblemException.class, () -> unread.open("", () -> {}))
                        .problem()
                        .reason())
                .isEqualTo(Reason.NOT_READY);
    }

    private static List<String> told(Watcher watcher) {
        List<String> told = new ArrayList<>();
        for (Optional<Event> event = watcher.poll(); event.isPresent(); event = watcher.poll()) {
            told.add(
                    event.get() instanceof Event.Changed changed
                            ? changed.port().name() + " " + changed.port().version()
                            : "synced");
        }
        return told;
    }
}
