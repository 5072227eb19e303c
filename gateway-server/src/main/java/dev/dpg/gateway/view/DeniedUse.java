package dev.dpg.gateway.view;

import dev.dpg.gateway.filter.Filter;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.view.Restrictions.KeyCare;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Refuses ways of reading that would tell what is masked: bytes as they are stored, and conditions over what is hidden, which
 * could be asked until they have told it. Pure.
 */
public final class DeniedUse {
    private static final String OR_ACCESS = ", or ask for access to what is masked";

    private DeniedUse() {}

    /**
     * Refuses where something is asked for that is masked.
     *
     * @param encoding how records are to be given
     * @param wanted which records are
     * @throws ProblemException {@code FIELD_DENIED}, with the properties as {@code fields}
     */
    public static void refuse(Restrictions restrictions, Encoding encoding, Wanted wanted) {
        if (restrictions.masks().isEmpty()) {
            return;
        }
        List<String> masked = restrictions.touchedBy("");
        if (encoding == Encoding.RAW) {
            throw denied(
                    masked,
                    "RAW gives values as they are stored, and for you " + are(masked)
                            + " masked: ask for JSON or PROTOBUF" + OR_ACCESS);
        }
        wanted.filter().ifPresent(filter -> refuse(restrictions, filter, masked));
        if (wanted.keys().isPresent() && restrictions.key() != KeyCare.AS_STORED) {
            throw denied(masked, "keys: " + keyIsHidden(masked) + ": leave keys out" + OR_ACCESS);
        }
    }

    private static void refuse(Restrictions restrictions, Filter filter, List<String> masked) {
        List<String> touched = List.copyOf(filter.properties().stream()
                .flatMap(path -> restrictions.touchedBy(path).stream())
                .collect(Collectors.toCollection(TreeSet::new)));
        if (!touched.isEmpty()) {
            throw denied(
                    touched,
                    "filter: for you " + are(touched)
                            + " masked, and a filter must not tell what is hidden: leave that out of the filter"
                            + OR_ACCESS);
        }
        if (filter.usesKey() && restrictions.key() != KeyCare.AS_STORED) {
            throw denied(masked, "filter: " + keyIsHidden(masked) + ": leave key out of the filter" + OR_ACCESS);
        }
        if (filter.usesHeaders()) {
            throw denied(
                    masked,
                    "filter: for you " + are(masked)
                            + " masked, and headers, which may hold anything, are not given then: leave headers out of the"
                            + " filter" + OR_ACCESS);
        }
    }

    private static String keyIsHidden(List<String> masked) {
        return "for you " + are(masked)
                + " masked, and the record's key holds something of that, or the contract does not say what it holds";
    }

    private static String are(List<String> paths) {
        return String.join(", ", paths) + (paths.size() == 1 ? " is" : " are");
    }

    private static ProblemException denied(List<String> paths, String message) {
        return Problem.of(Reason.FIELD_DENIED, message)
                .with("fields", String.join(",", paths))
                .asException();
    }
}
