package dev.dpg.cli.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.dpg.cli.fakes.CommandRun;
import dev.dpg.cli.fakes.FakeCatalog;
import dev.dpg.cli.fakes.FakeGateway;
import dev.dpg.v1.Deprecation;
import dev.dpg.v1.LifecycleState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatalogCommandsTest {
    private final FakeGateway gateway = FakeGateway.start();

    @BeforeEach
    void fill() {
        gateway.catalog().add(FakeCatalog.product("aviation.flights.v1", "Flights"));
        gateway.catalog().add(FakeCatalog.product("climate.daily_weather.v1", "Weather"));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void productsOfAllPagesAreListed() {
        var run = CommandRun.of("products", "-a", gateway.address());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("""
                        NAME                      VERSION  STATE   OWNER        TITLE
                        aviation.flights.v1       1.2.0    active  flight-data  Flights
                        climate.daily_weather.v1  1.2.0    active  flight-data  Weather
                        """);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void productsOfOneDomainCanBeAskedFor() {
        var run = CommandRun.of("products", "-a", gateway.address(), "--domain", "climate", "-o", "ndjson");

        assertThat(run.out().lines())
                .containsExactly("{\"name\":\"climate.daily_weather.v1\",\"version\":\"1.2.0\",\"state\":\"active\","
                        + "\"owner\":\"flight-data\",\"title\":\"Weather\"}");
    }

    @Test
    void aProductIsShownWithItsFieldsAndHowToReadIt() {
        var run = CommandRun.of("show", "aviation.flights", "-a", gateway.address());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains(
                        "key fields     origin",
                        "service        aviation.flights.v1.Typed",
                        "delay_minutes  7       integer  integer  false     Minutes late; negative is early.");
        assertThat(run.err())
                .contains("dpg read aviation.flights.v1 -n 3", "grpcurl -plaintext", " aviation.flights.v1.Typed/Read");
    }

    @Test
    void aDeprecatedProductIsShownWithItsEnd() {
        gateway.catalog()
                .add(FakeCatalog.product("sales.orders.v1", "Orders").toBuilder()
                        .setState(LifecycleState.LIFECYCLE_STATE_DEPRECATED)
                        .setDeprecation(Deprecation.newBuilder()
                                .setSuccessor("sales.orders.v2")
                                .setReason("too old")
                                .setSunsetTime(Timestamp.newBuilder().setSeconds(1_800_000_000)))
                        .build());

        var run = CommandRun.of("show", "sales.orders", "-a", gateway.address());

        assertThat(run.out()).contains("deprecated", "sales.orders.v2", "too old", "2027-01-15T08:00:00Z");
    }

    @Test
    void aRetiredProductIsShownWithoutAWayToReadIt() {
        gateway.catalog()
                .add(FakeCatalog.product("sales.orders.v1", "Orders").toBuilder()
                        .setState(LifecycleState.LIFECYCLE_STATE_RETIRED)
                        .build());

        var run = CommandRun.of("show", "sales.orders", "-a", gateway.address());

        assertThat(run.out()).contains("retired");
        assertThat(run.err()).doesNotContain("dpg read");
    }

    @Test
    void watchWritesALineForEachProductAndSaysWhenAllAreThere() {
        var run = CommandRun.of("watch", "-a", gateway.address());

        assertThat(run.out()).isEqualTo("""
                aviation.flights.v1  1.2.0  active  Flights
                climate.daily_weather.v1  1.2.0  active  Weather
                """);
        assertThat(run.err()).contains("2 products are there");
    }

    @Test
    void whatDocumentsSayDoesNotSteerTheTerminal() {
        gateway.catalog().add(FakeCatalog.product("zoo.animals.v1", "Ani\u001b[2Jmals\u009b31m"));

        var watched = CommandRun.of("watch", "-a", gateway.address());
        var refused = CommandRun.of("show", "zoo\u001b]0;me\u0007", "-a", gateway.address());

        assertThat(watched.out()).contains("zoo.animals.v1  1.2.0  active  Ani [2Jmals 31m");
        assertThat(refused.err()).contains("dpg: product \"zoo ]0;me \" does not exist");
    }

    @Test
    void theContractIsWrittenByteForByte() {
        var run = CommandRun.of("show", "aviation.flights", "--contract", "-a", gateway.address());

        assertThat(run.out()).isEqualTo(FakeCatalog.CONTRACT);
    }

    @Test
    void aMisspeltProductIsNotFoundAndTheNearestIsTheNextCommand() {
        var run = CommandRun.of("show", "aviation.flihgts", "-a", gateway.address());

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("""
                        dpg: product "aviation.flihgts" does not exist; did you mean "aviation.flights"?
                        Try:  dpg show aviation.flights
                              dpg products
                        """);
    }
}
