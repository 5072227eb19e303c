package dev.dpg.gateway.product;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtoNameTest {
    @ParameterizedTest
    @CsvSource({
        "order_id, order_id",
        "orderId, orderId",
        "order-id, order_id",
        "order id, order_id",
        "1st, _1st",
        "größe, gruf6udfe",
        "名前, u540du524d",
        "'', _"
    })
    void aFieldsNameIsAnIdentifier(String property, String field) {
        assertThat(ProtoName.field(property)).isEqualTo(field).matches("[A-Za-z_][A-Za-z0-9_]*");
    }

    @ParameterizedTest
    @CsvSource({"orders, Orders", "daily_weather, DailyWeather", "x_, X", "a__b, AB", "_1st, T1st", "__, T", "iD, ID"})
    void aTypesNameIsInUpperCamelCase(String name, String type) {
        assertThat(ProtoName.type(name)).isEqualTo(type).matches("[A-Za-z][A-Za-z0-9]*");
    }

    @ParameterizedTest
    @CsvSource({"order_id, orderId", "orderId, orderId", "_x, X", "a1_b, a1B"})
    void theDefaultNameInJsonIsThatOfProtoc(String field, String json) {
        assertThat(ProtoName.defaultJson(field)).isEqualTo(json);
    }
}
