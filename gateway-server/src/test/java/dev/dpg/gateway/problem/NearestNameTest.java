package dev.dpg.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestNameTest {
    private static final List<String> KNOWN =
            List.of("aviation.flights", "aviation.airports", "climate.daily_weather", "json", "active", "string");

    @ParameterizedTest
    @CsvSource({
        "aviation.flihgts, aviation.flights",
        "aviation.flight, aviation.flights",
        "aviatoin.flihgts, aviation.flights",
        "climate.dialy_weather, climate.daily_weather",
        "jsno, json",
        "JSON, json",
        "Active, active",
        "strng, string"
    })
    void aMisspeltNameIsRecognised(String wanted, String meant) {
        assertThat(NearestName.of(wanted, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "xml", "bananas", "aviation.hotels", "flights", "j"})
    void anythingFurtherAwayIsNot(String wanted) {
        assertThat(NearestName.of(wanted, KNOWN)).isEmpty();
    }

    @Test
    void theNearerOneWinsWhateverTheOrder() {
        assertThat(NearestName.of("orderz", List.of("border", "orders"))).contains("orders");
        assertThat(NearestName.of("orderz", List.of("orders", "border"))).contains("orders");
    }

    @Test
    void ofEquallyNearOnesTheFirstByNameWins() {
        assertThat(NearestName.of("cot", List.of("dot", "bot", "hot"))).contains("bot");
    }

    @Test
    void anAbsurdlyLongNameIsNotCompared() {
        String wanted = "x".repeat(100_000);
        assertThat(NearestName.of(wanted, List.of(wanted))).isEmpty();
    }
}
