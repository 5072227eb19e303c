package dev.dpg.gateway.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.ValueKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSchemaTextTest {
    private static final List<Field> FIELDS = List.of(
            field("id", ValueKind.STRING, true),
            field("count", ValueKind.INTEGER, true),
            field("weight", ValueKind.NUMBER, false),
            field("total", ValueKind.DECIMAL, true),
            field("hash", ValueKind.BYTES, false),
            field("gift", ValueKind.BOOLEAN, false),
            field("day", ValueKind.DATE, false),
            field("time", ValueKind.TIME, false),
            field("at", ValueKind.TIMESTAMP, true),
            field("free", ValueKind.ANY, false),
            field("buyer", ValueKind.OBJECT, true),
            field("buyer.na\"me", ValueKind.STRING, true),
            field("lines", ValueKind.ARRAY, true),
            field("lines[]", ValueKind.OBJECT, false),
            field("lines[].sku", ValueKind.STRING, true),
            field("sizes", ValueKind.ARRAY, false),
            field("sizes[]", ValueKind.ARRAY, false),
            field("sizes[][]", ValueKind.INTEGER, false));

    private static final String RECORD = """
            {"id":"a","count":1,"weight":null,"total":"12.50","hash":"AAEC","gift":true,"day":"2026-01-31",
             "time":"13:30:00.25","at":"2026-01-31T13:30:00Z","free":{"x":[1]},"buyer":{"na\\"me":"b"},
             "lines":[{"sku":"s"}],"sizes":[[1,2],[]],"undeclared":5}""";

    private final String text = JsonSchemaText.of(RecordType.of(FIELDS), FIELDS, "sales.orders.v1", "All orders.");

    @Test
    void itIsASchemaOfTheDialectThatItNames() {
        JsonSchema meta = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of(SchemaId.V202012));
        assertThat(meta.validate(text, InputFormat.JSON)).isEmpty();
        assertThat(text).contains("\"$schema\" : \"https://json-schema.org/draft/2020-12/schema\"");
        assertThat(text).contains("\"title\" : \"sales.orders.v1\"").contains("\"description\" : \"All orders.\"");
        assertThat(text).contains("\"description\" : \"What lines[].sku is.\"");
    }

    @Test
    void aRecordAsItIsGivenIsValid() {
        assertThat(schema().validate(RECORD, InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"id\":\"a\",=>",
                "\"id\":\"a\"=>\"id\":null",
                "\"count\":1=>\"count\":1.5",
                "\"total\":\"12.50\"=>\"total\":12.5",
                "\"total\":\"12.50\"=>\"total\":\"1e5\"",
                "\"gift\":true=>\"gift\":\"true\"",
                "\"2026-01-31\",=>\"31.1.2026\",",
                "13:30:00.25=>13:30",
                "T13:30:00Z=> 13:30",
                "\"sku\":\"s\"=>\"sku\":1",
                "[[1,2],[]]=>[1]",
                "\"na\\\"me\":\"b\"=>\"name\":\"b\"",
            })
    void anotherOneIsNot(String change) {
        String[] parts = change.split("=>", -1);
        String record = RECORD.replace(parts[0], parts[1]);
        assertThat(record).isNotEqualTo(RECORD);
        assertThat(schema().validate(
                                record,
                                InputFormat.JSON,
                                context -> context.getExecutionConfig().setFormatAssertionsEnabled(true)))
                .isNotEmpty();
    }

    @Test
    void itReadsAsThePropertiesThatItWasMadeOf() {
        List<Field> read = SchemaReading.fields(PayloadFormat.JSON, text, Map.of(), "");
        assertThat(read).isEqualTo(FIELDS);
    }

    private JsonSchema schema() {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text);
    }

    private static Field field(String path, ValueKind kind, boolean required) {
        return new Field(path, FieldCollector.typeOf(kind), kind, required, "What " + path + " is.", 0);
    }
}
