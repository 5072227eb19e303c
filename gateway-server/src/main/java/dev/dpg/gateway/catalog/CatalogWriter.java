package dev.dpg.gateway.catalog;

import java.util.List;

/** Writes to the catalogue. The only way in which it changes. */
public interface CatalogWriter {
    /**
     * Publishes ports, all or none. Concurrent calls, on whatever gateway, are decided one after the other. A request id
     * that was used with the same digest within the last 24 h gets its first answer again.
     *
     * <p>Blocks until the write is committed, so it is called on a control thread.
     *
     * <p>Two versions have the same content where both documents are the same, byte for byte; the apply time does not count.
     *
     * @return one entry for each port of the request, in its order
     * @throws dev.dpg.gateway.problem.ProblemException {@code VERSION_EXISTS}: a port's version is not newer than what is
     *     published, and its content is another; {@code BAD_REQUEST}: the request id was used with another digest;
     *     {@code CONFLICT}: other writers won too often; {@code NOT_READY}: the catalogue cannot be read or written
     *     now; and what the request's guard throws
     */
    List<AppliedPort> apply(ApplyRequest request);

    /**
     * Moves a line on in its life. Like {@link #apply} otherwise.
     *
     * @return the line as it is then
     * @throws dev.dpg.gateway.problem.ProblemException {@code PRODUCT_NOT_FOUND}; {@code BAD_REQUEST}: the request id was used for
     *     something else; {@code CONFLICT}, {@code NOT_READY}; and what the request's step throws
     */
    PublishedPort change(LifecycleRequest request);
}
