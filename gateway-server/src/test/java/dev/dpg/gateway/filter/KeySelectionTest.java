package dev.dpg.gateway.filter;

import static dev.dpg.gateway.filter.FilterTest.stored;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeySelectionTest {
    @Test
    void plainTextAndJsonStringAreOneKey() {
        KeySelection keys = new KeySelection(Set.of("JFK", "né", "a\"b\n"));

        assertThat(keys.has(stored("JFK"))).isTrue();
        assertThat(keys.has(stored("\"JFK\""))).isTrue();
        assertThat(keys.has(stored(" \"JFK\"\n"))).isTrue();
        assertThat(keys.has(stored("\"\\u004aFK\""))).isTrue();
        assertThat(keys.has(stored("\"n\\u00E9\""))).isTrue();
        assertThat(keys.has(stored("né"))).isTrue();
        assertThat(keys.has(stored("\"a\\\"b\\n\""))).isTrue();
        assertThat(keys.has(stored("jfk"))).isFalse();
        assertThat(keys.has(stored("JFKX"))).isFalse();
        assertThat(keys.has(stored("\"JFK"))).isFalse();
        assertThat(keys.has(stored(" JFK"))).isFalse();
    }

    @Test
    void otherKeysAreTheirStoredText() {
        KeySelection keys = new KeySelection(Set.of("42", "{\"id\":7}", "", "\"open", "\"a\"b\"", "\"\\x\""));

        assertThat(keys.has(stored("42"))).isTrue();
        assertThat(keys.has(stored("42.0"))).isFalse();
        assertThat(keys.has(stored("{\"id\":7}"))).isTrue();
        assertThat(keys.has(stored("{\"id\": 7}"))).isFalse();
        assertThat(keys.has(stored(""))).isTrue();
        assertThat(keys.has(stored("\"\""))).isTrue();
        assertThat(keys.has(stored("\"open"))).isTrue();
        assertThat(keys.has(stored("\"a\"b\""))).isTrue();
        assertThat(keys.has(stored("\"\\x\""))).isTrue();
    }

    @Test
    void findsEachOfAsManyAsMayBe() {
        long seed = Long.getLong("dpg.test.seed", System.nanoTime());
        Random random = new Random(seed);
        Set<String> texts = new HashSet<>();
        while (texts.size() < 1_024) {
            texts.add(Integer.toString(random.nextInt(4_000), 36));
        }
        KeySelection keys = new KeySelection(texts);

        for (int i = 0; i < 4_000; i++) {
            String text = Integer.toString(i, 36);
            assertThat(keys.has(stored(text))).as("seed %d, key %s", seed, text).isEqualTo(texts.contains(text));
        }
    }

    @Test
    void areEqualByTheirKeysAndTellNoneOfThem() {
        assertThat(new KeySelection(Set.of("a", "b")))
                .isEqualTo(new KeySelection(Set.of("b", "a")))
                .hasSameHashCodeAs(new KeySelection(Set.of("b", "a")))
                .isNotEqualTo(new KeySelection(Set.of("a")))
                .hasToString("2 keys");
    }
}
