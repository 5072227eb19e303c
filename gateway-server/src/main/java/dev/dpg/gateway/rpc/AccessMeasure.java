package dev.dpg.gateway.rpc;

import dev.dpg.gateway.access.AccessRecord;
import dev.dpg.gateway.catalog.Page;
import java.util.Locale;
import java.util.stream.Stream;

/** Measures requests and grants as lists show them, newest first. Pure. */
final class AccessMeasure implements Page.Measure<AccessRecord> {
    private static final int FRAMING_BYTES = 256;
    /** Of a character, as UTF-8. */
    private static final int BYTES_MAX = 3;

    @Override
    public String key(AccessRecord record) {
        long newestFirst = Long.MAX_VALUE - record.createTime().toEpochMilli();
        return String.format(Locale.ROOT, "%019d", newestFirst) + record.id();
    }

    @Override
    public long bytes(AccessRecord record) {
        Stream<String> texts = Stream.of(
                        Stream.of(
                                record.principal(),
                                record.terms().purpose(),
                                record.terms().rows()),
                        Stream.of(
                                record.requester().principal(),
                                record.requester().team()),
                        record.terms().fields().stream(),
                        record.terms().unmaskedFields().stream(),
                        record.decisions().stream().map(AccessRecord.Decision::reason),
                        record.grant().flatMap(grant -> grant.revocation()).stream()
                                .map(revocation -> revocation.reason()))
                .flatMap(stream -> stream);
        return FRAMING_BYTES
                + texts.mapToLong(text -> (long) BYTES_MAX * text.length()).sum();
    }
}
