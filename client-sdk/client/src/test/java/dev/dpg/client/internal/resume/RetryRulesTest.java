package dev.dpg.client.internal.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dpg.client.internal.resume.CallFailure.Details;
import dev.dpg.client.internal.resume.CallFailure.Origin;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class RetryRulesTest {
    @ParameterizedTest
    @EnumSource(names = {"OK", "UNAVAILABLE", "CANCELLED", "DEADLINE_EXCEEDED"})
    void aBrokenConnectionIsTriedAgainWithoutEnd(Code code) {
        assertThat(tries(Origin.WIRE, code)).isEqualTo(RetryRules.UNLIMITED);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {
                "OK",
                "UNAVAILABLE",
                "CANCELLED",
                "DEADLINE_EXCEEDED",
                "RESOURCE_EXHAUSTED",
                "UNKNOWN",
                "INTERNAL",
                "ABORTED"
            })
    void aRefusalIsFinal(Code code) {
        assertThat(tries(Origin.GATEWAY, code)).isEqualTo(1);
    }

    @Test
    void aBugIsTriedThreeTimesAndAConflictTwice() {
        assertThat(tries(Origin.GATEWAY, Code.INTERNAL)).isEqualTo(3);
        assertThat(tries(Origin.GATEWAY, Code.ABORTED)).isEqualTo(2);
    }

    @Test
    void credentialsThatAreRefusedAreRenewedOnceWhereSomebodyCan() {
        var refused = new CallFailure(Origin.GATEWAY, Code.UNAUTHENTICATED, "TOKEN_EXPIRED", "", Details.none());
        assertThat(RetryRules.triesMax(refused, RetrySettings.DEFAULT)).isEqualTo(1);
        assertThat(RetryRules.triesMax(refused, RetrySettings.DEFAULT.renewing()))
                .isEqualTo(2);
        assertThat(RetryRules.triesMax(
                        CallFailure.local(Code.UNAUTHENTICATED, "no token"), RetrySettings.DEFAULT.renewing()))
                .isEqualTo(1);
    }

    @Test
    void onlyTheGatewaysOwnWordThatItIsBusyIsWaitedForWithoutEnd() {
        assertThat(tries(Origin.GATEWAY, Code.RESOURCE_EXHAUSTED)).isEqualTo(RetryRules.UNLIMITED);
        assertThat(tries(Origin.WIRE, Code.RESOURCE_EXHAUSTED)).isEqualTo(3);
    }

    @Test
    void anUnknownEndingThatThisProcessSawIsABrokenConnection() {
        assertThat(tries(Origin.LOCAL, Code.UNKNOWN)).isEqualTo(RetryRules.UNLIMITED);
        assertThat(tries(Origin.WIRE, Code.UNKNOWN)).isEqualTo(3);
    }

    @Test
    void defaultsAreThoseOfTheDescription() {
        assertThat(RetrySettings.DEFAULT)
                .isEqualTo(
                        new RetrySettings(Duration.ofMillis(100), Duration.ofSeconds(10), Duration.ofSeconds(30), 3));
        assertThat(StreamPlan.WINDOW_DEFAULT).isEqualTo(8);
    }

    @Test
    void refusesSettingsWithoutSense() {
        assertThatThrownBy(() -> new RetrySettings(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(1), 3))
                .hasMessageContaining("backoffBase");
        assertThatThrownBy(
                        () -> new RetrySettings(Duration.ofMillis(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 0))
                .hasMessageContaining("missedHeartbeatsMax");
    }

    @Test
    void delaysDoubleUpToTheCapAndAreAnythingBelow() {
        assertThat(delay(1, 1.0, Optional.empty())).isEqualTo(Duration.ofMillis(100));
        assertThat(delay(4, 1.0, Optional.empty())).isEqualTo(Duration.ofMillis(800));
        assertThat(delay(1000, 1.0, Optional.empty())).isEqualTo(Duration.ofSeconds(10));
        assertThat(delay(1000, 0.25, Optional.empty())).isEqualTo(Duration.ofMillis(2500));
        assertThat(delay(3, 0.0, Optional.empty())).isEqualTo(Duration.ZERO);
    }

    @Test
    void whatTheGatewayAsksForIsWaitedInAnyCase() {
        assertThat(delay(1, 0.5, Optional.of(Duration.ofSeconds(3)))).isEqualTo(Duration.ofMillis(3050));
        assertThat(delay(1, 0.0, Optional.of(Duration.ofDays(100_000_000)))).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void whatADrainingGatewayAsksForCountsOnlyOnceAnotherTryFailed() {
        var failure = new CallFailure(
                Origin.GATEWAY,
                Code.UNAVAILABLE,
                "DRAINING",
                "",
                new Details(Map.of(), Optional.of(Duration.ofSeconds(3)), Optional.empty()));
        assertThat(RetrySettings.DEFAULT.delayNanos(1, failure, () -> 0.0)).isZero();
        assertThat(RetrySettings.DEFAULT.delayNanos(2, failure, () -> 0.0))
                .isEqualTo(Duration.ofSeconds(3).toNanos());
    }

    @Test
    void aGatewayThatCannotBeReachedIsTriedAgainSooner() {
        var failure = CallFailure.local(Code.UNAVAILABLE, "connection refused");
        assertThat(RetrySettings.DEFAULT.delayNanos(1000, failure, () -> 1.0))
                .isEqualTo(Duration.ofSeconds(2).toNanos());
    }

    private static int tries(Origin origin, Code code) {
        return RetryRules.triesMax(new CallFailure(origin, code, "", "", Details.none()), RetrySettings.DEFAULT);
    }

    private static Duration delay(int failedTries, double random, Optional<Duration> retryAfter) {
        var failure = new CallFailure(
                Origin.GATEWAY, Code.UNAVAILABLE, "", "", new Details(Map.of(), retryAfter, Optional.empty()));
        return Duration.ofNanos(RetrySettings.DEFAULT.delayNanos(failedTries, failure, () -> random));
    }
}
