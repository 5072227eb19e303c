package dev.dpg.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.cursor.PositionTokens;
import dev.dpg.gateway.cursor.ProductPosition;
import dev.dpg.gateway.product.Edge;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StartLineTest {
    private static final StartAt TOKEN = new StartAt.Token(
            PositionTokens.encode(new ProductPosition(
                    new ProductPosition.Scope("sales.orders", 1, "cluster", new UUID(0, 1)), new TreeMap<>())),
            List.of());

    @Test
    void whoGoesOnFromATokenKeepsItsLine() {
        assertThat(StartLine.named("sales.orders", TOKEN)).isEqualTo("sales.orders.v1");
    }

    @Test
    void whatIsPinnedStaysPinned() {
        assertThat(StartLine.named("sales.orders.v2", TOKEN)).isEqualTo("sales.orders.v2");
    }

    @Test
    void aTokenOfAnotherProductOrNoneChangesNothing() {
        assertThat(StartLine.named("sales.refunds", TOKEN)).isEqualTo("sales.refunds");
        assertThat(StartLine.named("sales.orders", new StartAt.Token("p1.damaged", List.of())))
                .isEqualTo("sales.orders");
        assertThat(StartLine.named("sales.orders", new StartAt.End(Edge.LATEST)))
                .isEqualTo("sales.orders");
    }
}
