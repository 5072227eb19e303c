package dev.dpg.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.fakes.SamplePorts;
import dev.dpg.gateway.product.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VersionHistoryTest {
    @Test
    void versionsAreKeptUpToAHundredNewestFirst() {
        List<VersionNote> history = List.of();
        Optional<PublishedPort> before = Optional.empty();
        for (int minor = 0; minor < 130; minor++) {
            PublishedPort next = SamplePorts.port("a.b.v1", "1." + minor + ".0");
            history = VersionHistory.after(history, before, next);
            before = Optional.of(next);
        }

        assertThat(history).hasSize(VersionHistory.VERSIONS_MAX);
        assertThat(history.get(0).version()).hasToString("1.129.0");
        assertThat(history.get(99).version()).hasToString("1.30.0");
    }

    @Test
    void aVersionWithTheSameContractIsNone() {
        PublishedPort port = SamplePorts.port("a.b.v1", "1.0.0");
        List<VersionNote> history = VersionHistory.after(List.of(), Optional.empty(), port);

        assertThat(VersionHistory.after(
                        history, Optional.of(port), SamplePorts.underProductDocument("a.b.v1", "1.0.0", "9.0.0")))
                .isEqualTo(history);
    }

    @Test
    void olderVersionsLoseTheirChangesFirst() {
        List<Change> many = IntStream.range(0, VersionHistory.CHANGES_MAX)
                .mapToObj(i -> Change.harmless("field.added", "p" + i, "m", "c"))
                .toList();
        List<VersionNote> history = new ArrayList<>();
        for (int minor = 50; minor > 0; minor--) {
            PublishedPort port = SamplePorts.port("a.b.v1", "1." + minor + ".0");
            history.add(new VersionNote(port.version(), port.applyTime(), many));
        }

        List<VersionNote> after = VersionHistory.after(
                history,
                Optional.of(SamplePorts.port("a.b.v1", "1.50.0")),
                SamplePorts.described("a.b.v1", "1.51.0", "other words"));

        int changes = after.stream().mapToInt(note -> note.changes().size()).sum();
        assertThat(changes).isBetween(1, VersionHistory.CHANGES_IN_ALL_MAX);
        assertThat(after).hasSize(51);
        assertThat(after.get(1).changes()).hasSize(VersionHistory.CHANGES_MAX);
        assertThat(after.get(50).changes()).isEmpty();
    }
}
