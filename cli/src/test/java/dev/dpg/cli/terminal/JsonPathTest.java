package dev.dpg.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonPathTest {
    private static final String JSON =
            "{\"a\":{\"x\":[1,{\"b\":2}],\"b\":\"}\\\"]\"},\"b\":-1.50,\"c\":null,\"d\\\"e\":[],\"f\":{}}";

    @Test
    void findsValuesAsTheyAreWritten() {
        assertThat(JsonPath.find(JSON, List.of("b"))).contains("-1.50");
        assertThat(JsonPath.find(JSON, List.of("a", "b"))).contains("\"}\\\"]\"");
        assertThat(JsonPath.find(JSON, List.of("a", "x"))).contains("[1,{\"b\":2}]");
        assertThat(JsonPath.find(JSON, List.of("c"))).contains("null");
        assertThat(JsonPath.find(JSON, List.of("d\"e"))).contains("[]");
        assertThat(JsonPath.find(JSON, List.of("f"))).contains("{}");
        assertThat(JsonPath.find(JSON, List.of())).contains(JSON);
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertThat(JsonPath.find(JSON, List.of("x"))).isEmpty();
        assertThat(JsonPath.find(JSON, List.of("b", "c"))).isEmpty();
        assertThat(JsonPath.find(JSON, List.of("f", "c"))).isEmpty();
        assertThat(JsonPath.find("[]", List.of("f"))).isEmpty();
    }
}
