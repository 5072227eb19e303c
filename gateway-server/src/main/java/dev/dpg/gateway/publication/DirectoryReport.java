package dev.dpg.gateway.publication;

import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What became of the documents of a directory.
 *
 * @param entries one for each product document, in name order, and one for each other document with a problem of its own
 */
public record DirectoryReport(List<Entry> entries) {
    private static final Set<Reason> PASSING =
            Set.of(Reason.CLUSTER_DOWN, Reason.NOT_READY, Reason.CONFLICT, Reason.OVERLOADED, Reason.DRAINING);

    public DirectoryReport {
        entries = List.copyOf(entries);
    }

    /** Whether something was not applied for a reason that passes, so that applying the directory again makes sense. */
    public boolean unfinished() {
        return entries.stream()
                .flatMap(entry -> entry.problem().stream())
                .anyMatch(problem -> PASSING.contains(problem.reason()));
    }

    /**
     * What became of one document.
     *
     * @param fileName its name
     * @param publication what was published; empty where there is a problem
     * @param problem why it was not; findings are its field violations
     */
    public record Entry(String fileName, Optional<Publication> publication, Optional<Problem> problem) {
        static Entry published(String fileName, Publication publication) {
            return new Entry(fileName, Optional.of(publication), Optional.empty());
        }

        static Entry refused(String fileName, Problem problem) {
            return new Entry(fileName, Optional.empty(), Optional.of(problem));
        }
    }
}
