package dev.dpg.system.polyglot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.app.Gateway;
import dev.dpg.system.fixture.Connection;
import dev.dpg.system.fixture.CuttingProxy;
import dev.dpg.system.fixture.GatewaySetup;
import dev.dpg.system.fixture.InProcessGateway;
import dev.dpg.system.fixture.Resources;
import dev.dpg.system.fixture.SharedBroker;
import dev.dpg.system.fixture.Topics;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients in other languages, made of what {@code dpg stubs} writes, read typed records, filter them, go on where they were when
 * their connection was cut off, and meet an error with its details. A language whose tools are not here is skipped with a word.
 */
class PolyglotIT {
    private static final int RECORDS = 2_000;
    private static final int FILTERED = 10;
    /** In the middle of a batch behind other ones: the history takes some 2 MiB, a batch up to 256 KiB. */
    private static final List<Integer> CUTS = List.of(400_000, 700_000, 300_000);

    private static final Pattern ID = Pattern.compile("\"id\": \"trip-(\\d+)\"");
    private static final Pattern RESUME_TOKEN = Pattern.compile("\"resumeToken\": \"([^\"]+)\"");

    private static final Resources RESOURCES = new Resources();

    @SuppressWarnings("NullAway.Init") // set once before all tests
    private static Gateway gateway;

    @BeforeAll
    static void startGateway() {
        var topics = RESOURCES.add(new Topics(SharedBroker.bootstrapServers()));
        topics.create(Trips.TOPIC, Trips.PARTITIONS);
        gateway = InProcessGateway.start(
                GatewaySetup.on(SharedBroker.bootstrapServers()).with(Trips.DOMAIN), RESOURCES);
        Connection connection = Connection.to(gateway.address(), RESOURCES).awaitReady();
        connection.products().applyProduct(Trips.request());
        Awaitility.await().until(() -> connection.names().contains("travel.trips.v1"));
        Trips.write(SharedBroker.bootstrapServers(), RECORDS);
    }

    @AfterAll
    static void stopGateway() throws Exception {
        RESOURCES.closeAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {"python", "node", "go", "java"})
    void clientsReadFilterAndMeetAnError(String language) {
        Client client = Client.of(language, gateway.address());

        Trips.assertAll("records read", client.run(gateway.address(), "read"), RECORDS);
        String filter = "value.count >= " + Trips.count(RECORDS - FILTERED);
        assertThat(client.run(gateway.address(), "filter", filter))
                .as("records filtered")
                .containsExactlyInAnyOrderElementsOf(Trips.lines(RECORDS).subList(RECORDS - FILTERED, RECORDS));
        assertThat(client.run(gateway.address(), "error")).containsExactly("3|BAD_TOKEN|dpg.dev");
    }

    @ParameterizedTest
    @ValueSource(strings = {"python", "node", "go"})
    void clientsGoOnAfterALostConnectionWithoutLossOrRepeat(String language) {
        Client client = Client.of(language, gateway.address());

        try (var proxy = new CuttingProxy(gateway.port(), CUTS)) {
            List<String> followed = client.run(proxy.address(), "follow", Integer.toString(RECORDS));
            assertThat(proxy.connectionsCut()).as("connections cut off").isEqualTo(CUTS.size());
            Trips.assertAll("records followed", followed, RECORDS);
        }
    }

    @Test
    void grpcurl() {
        Workplace bin = Workplace.of("grpcurl");

        assertThat(grpcurl(bin, gateway.address(), "list")).contains("travel.trips.v1.Trips");
        assertThat(grpcurl(bin, gateway.address(), "describe", "travel.trips.v1.TripsValue"))
                .contains("// Never used twice.")
                .contains("optional string id = 1;")
                .contains(".google.protobuf.Timestamp at = 6;");

        String one = read(bin, "{\"start\":{\"edge\":\"EDGE_EARLIEST\"},\"filter\":\"value.id == 'trip-7'\"}");
        assertThat(one)
                .contains("\"count\": \"" + Trips.count(7) + "\"")
                .contains("\"price\": \"7.07\"")
                .contains("\"at\": \"2026-01-31T13:30:07.250Z\"")
                .contains("\"city\": \"Zürich\"")
                .doesNotContain("trip-8");
        String first = read(bin, "{\"start\":{\"edge\":\"EDGE_EARLIEST\"},\"limit\":3}");
        String next = read(bin, "{\"start\":{\"resume_token\":\"" + last(RESUME_TOKEN, first) + "\"},\"limit\":3}");
        assertThat(inTurn(Stream.of(first, next)
                        .flatMap(answer -> all(ID, answer))
                        .toList()))
                .as("ids after each other")
                .isTrue();

        Workplace.Outcome refused = bin.run(List.of(
                "bin/grpcurl",
                "-plaintext",
                "-d",
                "{\"start\":{\"resume_token\":\"nonsense\"}}",
                gateway.address(),
                "travel.trips.v1.Trips/Read"));
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.output())
                .contains("InvalidArgument")
                .contains("google.rpc.ErrorInfo")
                .contains("BAD_TOKEN");
    }

    private static String read(Workplace bin, String request) {
        return grpcurl(bin, "-d", request, gateway.address(), "travel.trips.v1.Trips/Read");
    }

    private static String grpcurl(Workplace bin, String... arguments) {
        return bin.require(Stream.concat(Stream.of("bin/grpcurl", "-plaintext"), Stream.of(arguments))
                .toList());
    }

    /** Whether each partition's records are its first ones, in order and without one twice; it has every other number. */
    private static boolean inTurn(List<String> numbers) {
        int[] next = {0, 1};
        return numbers.size() == 6
                && numbers.stream().mapToInt(Integer::parseInt).allMatch(number -> {
                    boolean isNext = next[number % 2] == number;
                    next[number % 2] += 2;
                    return isNext;
                });
    }

    private static Stream<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1));
    }

    private static String last(Pattern pattern, String text) {
        return all(pattern, text).reduce((before, after) -> after).orElseThrow();
    }
}
