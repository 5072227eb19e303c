package dev.dpg.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import dev.dpg.gateway.delivery.StreamFrame.Lag;
import dev.dpg.gateway.delivery.StreamReport;
import dev.dpg.gateway.product.PortName;
import dev.dpg.gateway.product.SemanticVersion;
import dev.dpg.store.v1.SessionsRecord;
import dev.dpg.store.v1.StoredSession;
import dev.dpg.store.v1.StoredSessions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is stored of sessions is what is read back. */
class SessionCodecTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.006007008Z");

    private final SessionCodec codec = new SessionCodec();

    @Test
    void everythingIsReadBackAsItWas() {
        var identity = new GatewayPresence.Identity("id", "127.0.0.1:7443", "1.2.3", TIME);
        var sessions = List.of(
                session(Call.READ, Optional.empty()), session(Call.SUBSCRIBE, Optional.of(Duration.ofMillis(1500))));
        var entries = List.of(
                new SessionEntry.Present(new GatewayPresence(identity, TIME.plusSeconds(5), true, 17), 3),
                new SessionEntry.Part("gateway", sessions),
                new SessionEntry.Closing("session", "gateway", Duration.ofSeconds(9), TIME, false),
                new SessionEntry.Closing("session", "gateway", Duration.ZERO, TIME, true));

        assertThat(entries)
                .allSatisfy(entry ->
                        assertThat(codec.decode("any", codec.encode(entry))).isEqualTo(entry));
    }

    @Test
    void whatIsDamagedOrOfNoKnownKindIsRefused() {
        ByteString noName = SessionsRecord.newBuilder()
                .setSessions(StoredSessions.newBuilder()
                        .addSessions(StoredSession.newBuilder().setProduct("?")))
                .build()
                .toByteString();

        for (ByteString bad : List.of(ByteString.EMPTY, ByteString.copyFromUtf8("\u0001"), noName)) {
            assertThatIllegalArgumentException().isThrownBy(() -> codec.decode("any", bad));
        }
    }

    private static ListedSession session(Call call, Optional<Duration> lag) {
        return new ListedSession(
                new Caller("session", "client", "10.0.0.1:5000", "application:billing"),
                "gateway",
                PortName.parse("sales.orders.v1").orElseThrow(),
                SemanticVersion.parse("1.4.0").orElseThrow(),
                call,
                TIME,
                List.of("total", "lines[].sku"),
                new StreamReport(call == Call.SUBSCRIBE, new Lag(5, lag), 12));
    }
}
