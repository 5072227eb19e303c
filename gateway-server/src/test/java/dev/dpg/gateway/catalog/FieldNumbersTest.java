package dev.dpg.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.dpg.gateway.fakes.SamplePorts;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.FieldType;
import dev.dpg.gateway.product.Lifecycle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FieldNumbersTest {
    private static final String ORDERS = "sales.orders.v1";

    private Optional<PublishedPort> published = Optional.empty();
    private int minor;

    @Test
    void aFirstVersionIsNumberedInItsOrderEachObjectForItself() {
        assertThat(publish(
                        "id",
                        "address:object",
                        "address.street",
                        "address.city",
                        "lines:array",
                        "lines[]:object",
                        "lines[].sku",
                        "total:integer"))
                .containsExactly(
                        Map.entry("id", 1),
                        Map.entry("address", 2),
                        Map.entry("address.street", 1),
                        Map.entry("address.city", 2),
                        Map.entry("lines", 3),
                        Map.entry("lines[]", 0),
                        Map.entry("lines[].sku", 1),
                        Map.entry("total", 4));
    }

    @Test
    void movedPropertiesKeepTheirNumbersAndNewOnesGetTheNext() {
        publish("id", "total:integer");

        assertThat(publish("note", "total:integer", "id"))
                .containsExactly(Map.entry("note", 3), Map.entry("total", 2), Map.entry("id", 1));
    }

    @Test
    void aNumberIsNeverGivenToAnotherProperty() {
        publish("id", "total:integer");
        publish("id");

        assertThat(publish("id", "note")).containsExactly(Map.entry("id", 1), Map.entry("note", 3));
    }

    @Test
    void aPropertyThatComesBackFindsItsNumberAgain() {
        publish("id", "lines:array", "lines[]:object", "lines[].sku", "lines[].count:integer");
        publish("id", "note");

        assertThat(publish("id", "note", "lines:array", "lines[]:object", "lines[].count:integer", "lines[].sku"))
                .containsEntry("lines", 2)
                .containsEntry("lines[].count", 2)
                .containsEntry("lines[].sku", 1);
    }

    @Test
    void aPropertyThatBecomesSomethingElseGetsAnotherNumberAndItsOldOneWhenItTurnsBack() {
        publish("total:integer", "tags:array", "tags[]:string", "extra:object");

        assertThat(publish("total:number", "tags:array", "tags[]:integer", "extra:object", "extra.colour"))
                .containsEntry("total", 4)
                .containsEntry("tags", 5)
                .containsEntry("extra", 6);
        assertThat(publish("total:integer", "tags:array", "tags[]:string", "extra:object"))
                .containsEntry("total", 1)
                .containsEntry("tags", 2)
                .containsEntry("extra", 3);
    }

    @Test
    void numbersThatProtocolBuffersKeepsForItselfAreLeftOut() {
        String[] many = IntStream.rangeClosed(1, 19_001).mapToObj(i -> "p" + i).toArray(String[]::new);

        assertThat(publish(many))
                .containsEntry("p18999", 18_999)
                .containsEntry("p19000", 20_000)
                .containsEntry("p19001", 20_001);
    }

    @Test
    void aVersionStoredWithoutNumbersGetsThemByOrderAndKeepsThemWithTheNextVersion() {
        PublishedPort stored = port("b", "address:object", "address.city", "a");

        PublishedPort loaded = FieldNumbers.completed(PortCodec.decode(PortCodec.encode(stored)));

        assertThat(numbers(loaded))
                .containsExactly(
                        Map.entry("b", 1), Map.entry("address", 2), Map.entry("address.city", 1), Map.entry("a", 3));
        published = Optional.of(loaded);
        assertThat(publish("a", "b", "c")).containsExactly(Map.entry("a", 3), Map.entry("b", 1), Map.entry("c", 4));
    }

    @Test
    void numbersAndThoseThatAreGoneAreStored() {
        publish("id", "total:integer");
        publish("id");
        PublishedPort port = published.orElseThrow();

        assertThat(port.retiredNumbers()).containsExactly(new RetiredNumber("total", "integer", 2));
        assertThat(PortCodec.decode(PortCodec.encode(port))).isEqualTo(port);
    }

    @Test
    void aLineRemembersABoundedNumberOfPropertiesThatAreGone() {
        publish(IntStream.rangeClosed(0, FieldNumbers.RETIRED_MAX)
                .mapToObj(i -> "p" + i)
                .toArray(String[]::new));

        assertThatThrownBy(() -> publish("other"))
                .asInstanceOf(type(ProblemException.class))
                .extracting(refused -> refused.problem().reason())
                .isEqualTo(Reason.CONTRACT_INCOMPATIBLE);
    }

    @Test
    void whateverChangesANumberMeansOneThingForever() {
        long seed = Long.getLong("dpg.test.seed", new Random().nextLong());
        Random random = new Random(seed);
        List<String> possible = new ArrayList<>(List.of(
                "a",
                "a:integer",
                "b",
                "b:array",
                "c:object",
                "c:array",
                "d:date",
                "e:boolean",
                "e:timestamp",
                "f",
                "g"));
        Map<Integer, String> meanings = new HashMap<>();
        for (int version = 0; version < 200; version++) {
            Collections.shuffle(possible, random);
            Map<String, String> chosen = new LinkedHashMap<>();
            possible.stream().limit(random.nextInt(8)).forEach(one -> chosen.putIfAbsent(one.split(":", -1)[0], one));

            Map<String, Integer> numbers = publish(chosen.values().toArray(String[]::new));

            chosen.forEach((path, written) -> assertThat(meanings.computeIfAbsent(numbers.get(path), n -> written))
                    .as("number %s with seed %s", numbers.get(path), seed)
                    .isEqualTo(written));
        }
        assertThat(meanings).hasSameSizeAs(possible);
    }

    private Map<String, Integer> publish(String... properties) {
        published = Optional.of(FieldNumbers.numbered(port(properties), published));
        return numbers(published.get());
    }

    private PublishedPort port(String... properties) {
        List<Field> fields =
                Arrays.stream(properties).map(FieldNumbersTest::field).toList();
        return new PublishedPort(
                SamplePorts.withFields(ORDERS, "1." + minor++ + ".0", fields).content(),
                Lifecycle.ACTIVE,
                SamplePorts.APPLIED);
    }

    /** {@code path} for a string, {@code path:type} for others. */
    private static Field field(String written) {
        String[] parts = written.split(":", -1);
        FieldType type = parts.length == 1
                ? FieldType.STRING
                : FieldType.ofStandardName(parts[1]).orElseThrow();
        return new Field(parts[0], type, false, "");
    }

    private static Map<String, Integer> numbers(PublishedPort port) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        port.fields().forEach(field -> numbers.put(field.path(), field.number()));
        return numbers;
    }
}
