package dev.dpg.gateway.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SharedCallsTest {
    private final List<CompletableFuture<String>> made = new ArrayList<>();
    private final SharedCalls<String, String> calls = new SharedCalls<>(key -> {
        CompletableFuture<String> call = new CompletableFuture<>();
        made.add(call);
        return call;
    });

    @Test
    void whoAsksDuringACallSharesTheNextOne() {
        var first = calls.ask("orders").toCompletableFuture();
        var second = calls.ask("orders").toCompletableFuture();
        var third = calls.ask("orders").toCompletableFuture();
        assertThat(made).hasSize(1);

        made.get(0).complete("old");
        assertThat(made).hasSize(2);
        made.get(1).complete("new");

        assertThat(first.join()).isEqualTo("old");
        assertThat(second.join()).isEqualTo("new");
        assertThat(third.join()).isEqualTo("new");
    }

    @Test
    void nothingIsKept() {
        var first = calls.ask("orders").toCompletableFuture();
        made.get(0).complete("old");
        var second = calls.ask("orders").toCompletableFuture();
        made.get(1).complete("new");

        assertThat(first.join()).isEqualTo("old");
        assertThat(second.join()).isEqualTo("new");
    }

    @Test
    void keysAreIndependent() {
        var orders = calls.ask("orders").toCompletableFuture();
        var returns = calls.ask("returns").toCompletableFuture();

        made.get(1).complete("answered");

        assertThat(returns.join()).isEqualTo("answered");
        assertThat(orders).isNotDone();
    }

    @Test
    void aFailureReachesThoseWhoSharedTheCallOnly() {
        var first = calls.ask("orders").toCompletableFuture();
        var second = calls.ask("orders").toCompletableFuture();

        made.get(0).completeExceptionally(new IllegalStateException("no answer"));
        made.get(1).complete("new");

        assertThat(first).isCompletedExceptionally();
        assertThat(second.join()).isEqualTo("new");
    }
}
