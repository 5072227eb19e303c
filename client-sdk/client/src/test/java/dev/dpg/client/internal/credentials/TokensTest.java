package dev.dpg.client.internal.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    /** Gives the same token until it is told that it is no good. */
    private static final class Counting implements TokenSupply {
        private int asked;
        private int renewals;

        @Override
        public String token() {
            asked++;
            return "token-" + renewals;
        }

        @Override
        public String renewed(String refused) {
            renewals++;
            return "token-" + renewals;
        }
    }

    private final Queue<Runnable> questions = new ArrayDeque<>();
    private final Counting supply = new Counting();
    private final Tokens tokens = new Tokens(supply, questions::add);

    @Test
    void callsThatComeTogetherShareOneQuestion() {
        CompletableFuture<String> one = tokens.current();
        CompletableFuture<String> two = tokens.current();
        answerAll();

        assertThat(one).isCompletedWithValue("token-0");
        assertThat(two).isCompletedWithValue("token-0");
        assertThat(supply.asked).isEqualTo(1);
    }

    @Test
    void aSupplyIsAskedAgainForLaterCalls() {
        now();
        now();

        assertThat(supply.asked).isEqualTo(2);
        assertThat(supply.renewals).isZero();
    }

    @Test
    void aTokenThatManyCallsWereRefusedWithIsRenewedOnce() {
        now();
        for (int call = 0; call < 10; call++) {
            tokens.refused("token-0");
            assertThat(now()).isEqualTo("token-1");
        }

        assertThat(supply.renewals).isEqualTo(1);
    }

    @Test
    void aQuestionFromBeforeTheRefusalDoesNotAnswerCallsAfterIt() {
        CompletableFuture<String> before = tokens.current();
        tokens.refused("token-0");
        CompletableFuture<String> after = tokens.current();
        answerAll();

        assertThat(after).isCompletedWithValue("token-1");
        assertThat(before).isDone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret with spaces", "secret\n", "sécret"})
    void whatIsNoTokenIsNotSentAndNotShown(String text) {
        var wrong = new Tokens(
                new TokenSupply() {
                    @Override
                    public String token() {
                        return text;
                    }

                    @Override
                    public String renewed(String refused) {
                        return text;
                    }
                },
                Runnable::run);

        assertThatThrownBy(() -> wrong.current().get())
                .hasMessageContaining("printable ASCII")
                .hasMessageNotContaining("cret");
    }

    private String now() {
        CompletableFuture<String> answer = tokens.current();
        answerAll();
        return answer.join();
    }

    private void answerAll() {
        for (Runnable question = questions.poll(); question != null; question = questions.poll()) {
            question.run();
        }
    }
}
