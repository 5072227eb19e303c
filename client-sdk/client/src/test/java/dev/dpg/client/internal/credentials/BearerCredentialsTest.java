package dev.dpg.client.internal.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.v1.DataServiceGrpc;
import io.grpc.Attributes;
import io.grpc.CallCredentials;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.SecurityLevel;
import io.grpc.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BearerCredentialsTest {
    private static final InetSocketAddress ELSEWHERE = elsewhere();
    private static final InetSocketAddress HERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 7443);

    private @Nullable Metadata sent;
    private @Nullable Status failure;

    @Test
    void aTokenIsNotSentInTheClearToAnotherMachine() {
        apply(() -> "secret", false, SecurityLevel.NONE, ELSEWHERE);

        assertThat(sent).isNull();
        assertThat(failed().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(failed().getDescription())
                .contains("in the clear to another machine", "tokensInTheClear()")
                .doesNotContain("secret");
    }

    @Test
    void itIsSentInTheClearToThisMachineByTlsAndWhereTheCallerWantsIt() {
        apply(() -> "secret", false, SecurityLevel.NONE, HERE);
        assertThat(header()).isEqualTo("Bearer secret");
        apply(() -> "other", false, SecurityLevel.PRIVACY_AND_INTEGRITY, ELSEWHERE);
        assertThat(header()).isEqualTo("Bearer other");
        apply(() -> "third", true, SecurityLevel.NONE, ELSEWHERE);
        assertThat(header()).isEqualTo("Bearer third");
    }

    @Test
    void aSourceThatCannotBeReachedNowMayBeLater() {
        apply(
                () -> {
                    throw new IOException("the issuer does not answer");
                },
                false,
                SecurityLevel.NONE,
                HERE);

        assertThat(failed().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(failed().getDescription()).isEqualTo("no token: the issuer does not answer");
    }

    @Test
    void anyOtherFailureIsForTheCallerToPutRight() {
        apply(
                () -> {
                    throw new IllegalStateException("log in first");
                },
                false,
                SecurityLevel.NONE,
                HERE);

        assertThat(failed().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(failed().getDescription()).isEqualTo("no token: log in first");
        assertThat(failed().getCause()).isInstanceOf(IllegalStateException.class);
    }

    private static InetSocketAddress elsewhere() {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}), 7443);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private Status failed() {
        return failure == null ? Status.OK : failure;
    }

    private @Nullable String header() {
        return sent == null ? null : sent.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER));
    }

    private void apply(Callable<String> source, boolean alsoInTheClear, SecurityLevel level, InetSocketAddress to) {
        var supply = new TokenSupply() {
            @Override
            public String token() throws Exception {
                return source.call();
            }

            @Override
            public String renewed(String refused) throws Exception {
                return source.call();
            }
        };
        new BearerCredentials(new Tokens(supply, Runnable::run), new TokenUse(), alsoInTheClear)
                .applyRequestMetadata(new Call(level, to), Runnable::run, new CallCredentials.MetadataApplier() {
                    @Override
                    public void apply(Metadata headers) {
                        sent = headers;
                    }

                    @Override
                    public void fail(Status status) {
                        failure = status;
                    }
                });
    }

    private static final class Call extends CallCredentials.RequestInfo {
        private final SecurityLevel level;
        private final InetSocketAddress to;

        Call(SecurityLevel level, InetSocketAddress to) {
            this.level = level;
            this.to = to;
        }

        @Override
        public MethodDescriptor<?, ?> getMethodDescriptor() {
            return DataServiceGrpc.getReadMethod();
        }

        @Override
        public SecurityLevel getSecurityLevel() {
            return level;
        }

        @Override
        public String getAuthority() {
            return "gateway.example";
        }

        @Override
        public Attributes getTransportAttrs() {
            return Attributes.newBuilder()
                    .set(Grpc.TRANSPORT_ATTR_REMOTE_ADDR, to)
                    .build();
        }
    }
}
