package dev.dpg.client.internal.resume;

import dev.dpg.v1.Progress;
import dev.dpg.v1.StandingPartition;
import dev.dpg.v1.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a stream says of itself beside records, as news for whoever reads it. Owned by the stream's machine. */
final class Reports {
    private List<StandingPartition> standing = List.of();

    /** The news of a heartbeat. */
    List<Action> of(Progress progress) {
        List<Action> news = new ArrayList<>();
        Optional<Duration> time =
                progress.hasLag() ? Optional.of(ProtoTimes.duration(progress.getLag())) : Optional.empty();
        Optional<Duration> expiresIn =
                progress.hasExpiresIn() ? Optional.of(ProtoTimes.duration(progress.getExpiresIn())) : Optional.empty();
        news.add(new Action.ReportLag(progress.getLagRecords(), time, expiresIn));
        if (!standing.equals(progress.getStandingList())) {
            standing = List.copyOf(progress.getStandingList());
            news.add(new Action.ReportStanding(standing));
        }
        return news;
    }

    /** The news of a change of state, other than the phase. */
    List<Action> of(State change) {
        List<Action> news = new ArrayList<>();
        news.add(new Action.ReportLag(change.getLagRecords(), Optional.empty(), Optional.empty()));
        if (change.getKind() == State.Kind.KIND_PARTITIONS_ADDED) {
            news.add(new Action.PartitionsAdded(change.getAddedPartitionsList()));
        }
        return news;
    }
}
