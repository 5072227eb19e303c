package dev.dpg.gateway.catalog;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.dpg.gateway.state.StateCodec;
import dev.dpg.store.v1.CatalogRecord;
import dev.dpg.store.v1.RememberedRequest;
import java.util.List;

/** The stored form of what the catalogue's control topic holds. Pure. */
final class CatalogCodec implements StateCodec<CatalogEntry> {
    @Override
    public int format() {
        return 1;
    }

    @Override
    public ByteString encode(CatalogEntry entry) {
        CatalogRecord.Builder record = CatalogRecord.newBuilder();
        if (entry instanceof CatalogEntry.Port published) {
            record.setPort(PortCodec.encode(published.port()));
        } else if (entry instanceof CatalogEntry.Request request) {
            record.setRequest(encode(request));
        } else if (entry instanceof CatalogEntry.History history) {
            record.setHistory(HistoryCodec.encode(history));
        }
        return record.build().toByteString();
    }

    @Override
    public CatalogEntry decode(String key, ByteString stored) {
        CatalogRecord record = parsed(stored);
        return switch (record.getEntryCase()) {
            case PORT -> new CatalogEntry.Port(PortCodec.decode(record.getPort()));
            case REQUEST -> decode(record.getRequest());
            case HISTORY -> HistoryCodec.decode(record.getHistory());
            case ENTRY_NOT_SET -> throw new IllegalArgumentException("a record of no known kind");
        };
    }

    private static CatalogRecord parsed(ByteString stored) {
        try {
            return CatalogRecord.parseFrom(stored);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("not a catalogue record", e);
        }
    }

    private static RememberedRequest encode(CatalogEntry.Request request) {
        List<RememberedRequest.Answer> answers =
                request.answers().stream().map(CatalogCodec::encode).toList();
        return RememberedRequest.newBuilder()
                .setDigest(ByteString.copyFrom(request.digest()))
                .setTime(PortCodec.encode(request.time()))
                .addAllAnswers(answers)
                .build();
    }

    private static CatalogEntry.Request decode(RememberedRequest stored) {
        return new CatalogEntry.Request(
                stored.getDigest().toByteArray(),
                PortCodec.decode(stored.getTime()),
                stored.getAnswersList().stream().map(CatalogCodec::decode).toList());
    }

    private static RememberedRequest.Answer encode(CatalogEntry.Answer answer) {
        return RememberedRequest.Answer.newBuilder()
                .setName(answer.name().toString())
                .setVersion(answer.version().toString())
                .setOutcome(
                        switch (answer.outcome()) {
                            case CREATED -> RememberedRequest.Outcome.OUTCOME_CREATED;
                            case UPDATED -> RememberedRequest.Outcome.OUTCOME_UPDATED;
                            case UNCHANGED -> RememberedRequest.Outcome.OUTCOME_UNCHANGED;
                        })
                .setApplyTime(PortCodec.encode(answer.applyTime()))
                .build();
    }

    private static CatalogEntry.Answer decode(RememberedRequest.Answer stored) {
        AppliedPort.Outcome outcome = switch (stored.getOutcome()) {
            case OUTCOME_CREATED -> AppliedPort.Outcome.CREATED;
            case OUTCOME_UPDATED -> AppliedPort.Outcome.UPDATED;
            case OUTCOME_UNCHANGED -> AppliedPort.Outcome.UNCHANGED;
            case OUTCOME_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException("an unknown outcome");
        };
        return new CatalogEntry.Answer(
                PortCodec.name(stored.getName()),
                PortCodec.version(stored.getVersion()),
                outcome,
                PortCodec.decode(stored.getApplyTime()));
    }
}
