package dev.dpg.gateway.subscription;

import dev.dpg.gateway.cursor.PositionTokens;
import dev.dpg.gateway.cursor.ProductPosition;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.product.PortName;
import java.util.Optional;

/**
 * Which line a caller means who names a product without one, and goes on from a token: the token's. So whoever follows a product
 * by its plain name keeps its line when a new one is published beside it, however often its connection breaks. Pure.
 */
final class StartLine {
    private StartLine() {}

    /** The name as written, pinned to the line of its token where it has one. */
    static String named(String product, StartAt start) {
        if (!(start instanceof StartAt.Token token)) {
            return product;
        }
        return PortName.parse(product)
                .filter(name -> name.major().isEmpty())
                .flatMap(name -> scope(token)
                        .filter(scope -> scope.product().equals(name.toString()))
                        .map(scope -> name.pinnedTo(scope.major()).toString()))
                .orElse(product);
    }

    /** Empty where the token is none; that is found out, and said, where it is used. */
    private static Optional<ProductPosition.Scope> scope(StartAt.Token token) {
        try {
            return Optional.of(PositionTokens.decode(token.token()).scope());
        } catch (ProblemException damaged) {
            return Optional.empty();
        }
    }
}
