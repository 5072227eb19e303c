package dev.dpg.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.dpg.gateway.fakes.MemoryCatalog;
import dev.dpg.gateway.fakes.SamplePorts;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Lifecycle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {
    private final MemoryCatalog memory = MemoryCatalog.open("aviation", "climate");
    private final Catalog catalog = memory.catalog();

    @Test
    void anUnpinnedNameIsItsNewestMajorByNumber() {
        memory.publish("aviation.flights.v2", "2.0.0");
        memory.publish("aviation.flights.v10", "10.0.0");
        memory.publish("aviation.flights.v9", "9.1.0");

        assertThat(catalog.resolve("aviation.flights").version()).hasToString("10.0.0");
        assertThat(catalog.resolve("aviation.flights.v9").version()).hasToString("9.1.0");
    }

    @ParameterizedTest
    @CsvSource({
        "aviation.flihgts, aviation.flights",
        "aviation.flihgts.v1, aviation.flights.v1",
        "aviation.flights.v3, aviation.flights.v1",
        "Aviation.Flights, aviation.flights"
    })
    void aMisspeltNameIsAnsweredWithTheNearestOne(String wanted, String meant) {
        memory.publish("aviation.flights.v1", "1.0.0");
        memory.publish("climate.daily_weather.v1", "1.0.0");

        Problem problem = problemOf(() -> catalog.resolve(wanted));

        assertThat(problem.reason()).isEqualTo(Reason.PRODUCT_NOT_FOUND);
        assertThat(problem.message())
                .isEqualTo("product \"" + wanted + "\" does not exist; did you mean \"" + meant + "\"?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bananas", "a.b.c.d", ".", "x y", "\"quoted\"\n", "aviation"})
    void aNameFarFromAllIsAnsweredWithWhereToLook(String wanted) {
        memory.publish("aviation.flights.v1", "1.0.0");

        Problem problem = problemOf(() -> catalog.resolve(wanted));

        assertThat(problem.reason()).isEqualTo(Reason.PRODUCT_NOT_FOUND);
        assertThat(problem.message()).contains("ListProducts").doesNotContain("\n");
    }

    @Test
    void anAbsurdNameIsShownCut() {
        assertThat(problemOf(() -> catalog.resolve("x".repeat(100_000))).message())
                .hasSizeLessThan(400);
    }

    @Test
    void noNameIsABadRequest() {
        assertThat(problemOf(() -> catalog.resolve("")).reason()).isEqualTo(Reason.BAD_REQUEST);
    }

    @Test
    void everythingIsNotReadyBeforeTheStateWasRead() {
        Catalog unread = MemoryCatalog.unread("aviation").catalog();

        assertThat(unread.ready()).isFalse();
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> unread.resolve("a.b"),
                () -> unread.ports("", PageRequest.of(0, "")),
                () -> unread.domains(PageRequest.of(0, "")))) {
            Problem problem = problemOf(call);
            assertThat(problem.reason()).isEqualTo(Reason.NOT_READY);
            assertThat(problem.retryAfter()).isPresent();
        }
    }

    @Test
    void portsAreSortedByDomainPortAndMajorAsANumber() {
        List<String> sorted = List.of(
                "a.b.v1", "a.b.v2", "a.b.v10", "a.b_c.v1", "a.bb.v1", "a_b.a.v1", "aa.a.v0", "aviation.flights.v3");
        sorted.stream()
                .sorted()
                .forEach(name -> memory.publish(name, name.substring(name.lastIndexOf('v') + 1) + ".0.0"));

        assertThat(names(catalog.ports("", PageRequest.of(0, "")))).isEqualTo(sorted);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 24, 25, 26})
    void pagesTogetherAreTheWholeListWhateverTheirSize(int size) {
        List<String> expected = new ArrayList<>();
        for (int major = 0; major < 25; major++) {
            memory.publish("aviation.flights.v" + major, major + ".0.0");
            expected.add("aviation.flights.v" + major);
        }

        List<String> listed = new ArrayList<>();
        String token = "";
        do {
            Page<PublishedPort> page = catalog.ports("", PageRequest.of(size, token));
            assertThat(page.items()).hasSizeBetween(1, size);
            listed.addAll(names(page));
            token = page.nextPageToken();
        } while (!token.isEmpty());

        assertThat(listed).isEqualTo(expected);
    }

    @Test
    void anEntryThatIsAddedBetweenTwoPagesMakesNoOtherComeTwice() {
        memory.publish("a.b.v1", "1.0.0");
        memory.publish("a.d.v1", "1.0.0");
        Page<PublishedPort> first = catalog.ports("", PageRequest.of(1, ""));

        memory.publish("a.a.v1", "1.0.0");
        memory.publish("a.c.v1", "1.0.0");

        assertThat(names(catalog.ports("", PageRequest.of(9, first.nextPageToken()))))
                .containsExactly("a.c.v1", "a.d.v1");
    }

    @Test
    void aPageIsBoundedInBytes() {
        String large = "x".repeat(900_000);
        for (int major = 0; major < 5; major++) {
            memory.publishDescribed("a.b.v" + major, major + ".0.0", large);
        }

        Page<PublishedPort> page = catalog.ports("", PageRequest.of(0, ""));

        assertThat(page.items()).hasSize(2);
        assertThat(page.nextPageToken()).isNotEmpty();
    }

    @Test
    void onlyOneDomainsPortsAreListedAndAnUnknownOneHasNone() {
        memory.publish("aviation.flights.v1", "1.0.0");
        memory.publish("climate.daily_weather.v1", "1.0.0");

        assertThat(names(catalog.ports("climate", PageRequest.of(0, "")))).containsExactly("climate.daily_weather.v1");
        assertThat(catalog.ports("bananas", PageRequest.of(0, "")).items()).isEmpty();
    }

    @Test
    void aTokenBelongsToItsList() {
        memory.publish("aviation.flights.v1", "1.0.0");
        memory.publish("aviation.flights.v2", "2.0.0");
        String token = catalog.ports("", PageRequest.of(1, "")).nextPageToken();

        assertThat(catalog.ports("", PageRequest.of(1, token)).items()).hasSize(1);
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> catalog.ports("aviation", PageRequest.of(1, token)),
                () -> catalog.domains(PageRequest.of(1, token)),
                () -> catalog.ports("", PageRequest.of(1, token + "x")),
                () -> catalog.ports("", PageRequest.of(1, token.substring(1))),
                () -> catalog.ports("", PageRequest.of(1, "A")),
                () -> catalog.ports("", PageRequest.of(1, "?".repeat(5_000))))) {
            Problem problem = problemOf(call);
            assertThat(problem.reason()).isEqualTo(Reason.BAD_REQUEST);
            assertThat(problem.message()).contains("page_token");
        }
    }

    @Test
    void sizesFollowTheContract() {
        assertThat(PageRequest.of(0, "").size()).isEqualTo(100);
        assertThat(PageRequest.of(1_000, "").size()).isEqualTo(1_000);
        assertThat(PageRequest.of(Integer.MAX_VALUE, "").size()).isEqualTo(1_000);
        assertThat(problemOf(() -> PageRequest.of(-1, "")).reason()).isEqualTo(Reason.BAD_REQUEST);
    }

    @Test
    void domainsAreThoseOfTheConfigurationWithTheirCounts() {
        memory.publish("aviation.flights.v1", "1.0.0");
        memory.publish("aviation.flights.v2", "2.0.0");
        memory.publish("elsewhere.port.v1", "1.0.0");
        // One that cannot be read is none of them.
        memory.publish(SamplePorts.port("aviation.gates.v1", "1.0.0")
                .at(new Lifecycle(Lifecycle.State.DRAFT, Optional.empty())));

        Page<DomainSummary> first = catalog.domains(PageRequest.of(1, ""));
        Page<DomainSummary> second = catalog.domains(PageRequest.of(1, first.nextPageToken()));

        assertThat(first.items()).extracting(DomainSummary::productCount).containsExactly(2);
        assertThat(second.items())
                .extracting(summary -> summary.domain().name())
                .containsExactly("climate");
        assertThat(second.items()).extracting(DomainSummary::productCount).containsExactly(0);
        assertThat(second.nextPageToken()).isEmpty();
    }

    @Test
    void watchersAreToldAllPortsSorted() {
        List<List<PublishedPort>> told = new ArrayList<>();
        memory.publish("b.b.v1", "1.0.0");

        catalog.watch(told::add);
        memory.publish("a.a.v1", "1.0.0");

        assertThat(told).hasSize(2);
        assertThat(told.get(1)).extracting(port -> port.name().toString()).containsExactly("a.a.v1", "b.b.v1");
    }

    private static List<String> names(Page<PublishedPort> page) {
        return page.items().stream().map(port -> port.name().toString()).toList();
    }

    private static Problem problemOf(ThrowingCallable call) {
        return assertThatThrownBy(call)
                .asInstanceOf(type(ProblemException.class))
                .actual()
                .problem();
    }
}
