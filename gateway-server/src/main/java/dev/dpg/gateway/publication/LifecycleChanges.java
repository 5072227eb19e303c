package dev.dpg.gateway.publication;

import dev.dpg.gateway.catalog.Catalog;
import dev.dpg.gateway.catalog.CatalogWriter;
import dev.dpg.gateway.catalog.LifecycleRequest;
import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Lifecycle.Deprecation;
import dev.dpg.gateway.product.PortName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Announces the end of lines, and ends them. Thread-safe; blocks until the catalogue is written. */
public final class LifecycleChanges {
    private static final int REASON_LENGTH_MAX = 1_000;
    /** The last second that a timestamp on the wire can be (google.protobuf.Timestamp). */
    private static final Instant SUNSET_MAX = Instant.parse("9999-12-31T23:59:59Z");

    private final Catalog catalog;
    private final CatalogWriter writer;
    private final LiveReaders readers;
    private final InstantSource clock;

    /**
     * @param catalog knows names
     * @param writer what is written to
     * @param readers asked where a line is to end before its time
     * @param clock tells the time of asking
     */
    public LifecycleChanges(Catalog catalog, CatalogWriter writer, LiveReaders readers, InstantSource clock) {
        this.catalog = catalog;
        this.writer = writer;
        this.readers = readers;
        this.clock = clock;
    }

    /**
     * Announces the end of a line.
     *
     * @throws dev.dpg.gateway.problem.ProblemException {@code BAD_REQUEST}: the request is malformed; {@code PRODUCT_NOT_FOUND}: there
     *     is no such line; {@code WRONG_STATE}: it is not offered, or its successor is not; and what {@link CatalogWriter#change}
     *     throws
     */
    public PublishedPort deprecate(DeprecateRequest request) {
        RequestRules.checkId(request.requestId());
        PublishedPort port = line("product", request.product());
        Optional<PortName> successor =
                request.successor().isEmpty() ? Optional.empty() : Optional.of(successor(request.successor()));
        String reason = request.reason().strip();
        if (successor.isEmpty() && reason.isEmpty()) {
            throw RequestRules.bad("successor", "or a reason is required: readers have to know what to do or why");
        }
        if (reason.length() > REASON_LENGTH_MAX || !RequestRules.printable(reason)) {
            throw RequestRules.bad("reason", "has to be one line of at most " + REASON_LENGTH_MAX + " characters");
        }
        if (request.sunsetTime().isAfter(SUNSET_MAX)) {
            throw RequestRules.bad("sunset_time", "has to be within the year 9999");
        }
        var deprecation = new Deprecation(successor, reason, request.sunsetTime());
        byte[] digest = DocumentDigest.of(
                "deprecate",
                port.name().toString(),
                request.successor(),
                reason,
                request.sunsetTime().toString());
        return writer.change(new LifecycleRequest(
                request.requestId(), digest, port.name(), new DeprecationStep(deprecation, clock.instant())));
    }

    /**
     * Ends a line.
     *
     * @param requestId as in {@link DeprecateRequest}
     * @param product the pinned name
     * @throws dev.dpg.gateway.problem.ProblemException as {@link #deprecate}; {@code WRONG_STATE}: its end was not announced, or has
     *     not come and somebody reads it
     */
    public PublishedPort retire(String requestId, String product) {
        RequestRules.checkId(requestId);
        PublishedPort port = line("product", product);
        byte[] digest = DocumentDigest.of("retire", port.name().toString());
        return writer.change(
                new LifecycleRequest(requestId, digest, port.name(), new RetirementStep(readers, clock.instant())));
    }

    private PublishedPort line(String field, String name) {
        return catalog.resolve(pinned(field, name).toString());
    }

    private PortName successor(String name) {
        return line("successor", name).name();
    }

    private static PortName pinned(String field, String name) {
        PortName parsed = PortName.parse(name)
                .orElseThrow(() -> RequestRules.bad(field, "has to be a pinned name like \"sales.orders.v1\""));
        if (parsed.major().isEmpty()) {
            throw Problem.of(
                            Reason.BAD_REQUEST,
                            field + " has to be a pinned name like \"" + parsed
                                    + ".v1\": each major line ends by itself")
                    .with(new Problem.FieldViolation(field, "", "has to be a pinned name"))
                    .asException();
        }
        return parsed;
    }
}
