package dev.dpg.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloseStackTest {
    private final List<String> closed = new ArrayList<>();

    @Test
    void everythingIsClosedInReverseAlsoAfterAFailure() {
        var stack = new CloseStack();
        stack.add(() -> closed.add("first"));
        stack.add(() -> {
            throw new IllegalStateException("does not close");
        });
        stack.add(() -> closed.add("third"));

        stack.close();
        stack.close();

        assertThat(closed).containsExactly("third", "first");
    }
}
