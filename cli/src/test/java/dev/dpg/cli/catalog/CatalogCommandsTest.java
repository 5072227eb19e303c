package dev.dpg.cli.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.cli.fakes.CommandRun;
import dev.dpg.cli.fakes.FakeCatalog;
import dev.dpg.cli.fakes.FakeGateway;
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
                        "key fields     origin", "delay_minutes  integer  false     Minutes late; negative is early.");
        assertThat(run.err()).contains("dpg read aviation.flights.v1 -n 3", "grpcurl -plaintext");
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
