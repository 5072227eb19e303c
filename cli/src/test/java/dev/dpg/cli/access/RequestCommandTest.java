package dev.dpg.cli.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.cli.fakes.CommandRun;
import dev.dpg.cli.fakes.FakeAccess;
import dev.dpg.cli.fakes.FakeGateway;
import dev.dpg.cli.fakes.RunningCommand;
import dev.dpg.v1.AccessRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestCommandTest {
    private static final String ID = FakeAccess.id(1);

    private final FakeGateway gateway = FakeGateway.start();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aRequestIsShownWithWhoDecidesAndWhatFollows() {
        var run = run("sales.orders", "--purpose", "holiday forecast");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("""
                request            %s
                state              requested
                product            sales.orders.v1
                principal          person:me
                requester          person:me
                for                90d
                asked              1970-01-01T00:00:10Z
                approvals missing  1
                purpose            holiday forecast
                """.formatted(ID));
        assertThat(run.err()).isEqualTo("""
                requested: owners and stewards of the domain "sales" decide. They see it with dpg access watch
                Try:  dpg access watch
                      dpg access list --product sales.orders.v1
                      dpg access withdraw %s
                """.formatted(ID));
    }

    @Test
    void everythingThatIsAskedForIsSentAndEachRequestHasAnIdOfItsOwn() {
        for (int time = 0; time < 2; time++) {
            run(
                    "sales.orders",
                    "--purpose=p",
                    "--fields=a,b",
                    "--unmasked=b",
                    "--rows=value.a > 1",
                    "--for=36h",
                    "--principal=application:billing");
        }

        assertThat(gateway.access().asked()).hasSize(2).allSatisfy(asked -> {
            assertThat(asked.getTerms().getFieldsList()).containsExactly("a", "b");
            assertThat(asked.getTerms().getUnmaskedFieldsList()).containsExactly("b");
            assertThat(asked.getTerms().getRows()).isEqualTo("value.a > 1");
            assertThat(asked.getTerms().getPurpose()).isEqualTo("p");
            assertThat(asked.getDuration().getSeconds()).isEqualTo(36 * 3600);
            assertThat(asked.getPrincipal()).isEqualTo("application:billing");
        });
        assertThat(gateway.access().asked())
                .extracting(asked -> asked.getRequestId())
                .doesNotHaveDuplicates();
    }

    @Test
    void whatTheDomainsRuleApprovesMayBeReadAtOnce() {
        gateway.access().approveByRule();

        var run = run("sales.orders", "--purpose", "p", "-o", "ndjson");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .isEqualTo("{\"request\":\"" + ID + "\",\"state\":\"approved\",\"product\":\"sales.orders.v1\","
                        + "\"principal\":\"person:me\",\"requester\":\"person:me\",\"for\":\"90d\","
                        + "\"asked\":\"1970-01-01T00:00:10Z\",\"approvals_missing\":0,\"purpose\":\"p\",\"fields\":[],"
                        + "\"unmasked\":[],\"rows\":\"\",\"requester_team\":\"\",\"requester_domain\":\"\","
                        + "\"decisions\":[{\"decided_by\":\"rule:auto-approve\",\"decision\":\"approved\","
                        + "\"time\":\"1970-01-01T00:01:40Z\",\"reason\":\"\"}]}\n");
        assertThat(run.err()).isEqualTo("""
                approved by the rule of the domain "sales" itself: person:me may read sales.orders.v1 until \
                1970-04-01T00:01:40Z
                Try:  dpg read sales.orders.v1
                """);
    }

    @Test
    void accessForSomebodyElseIsFollowedByWhatThatMayRead() {
        gateway.access().approveByRule();

        assertThat(run("sales.orders", "--purpose", "p", "--principal", "application:billing")
                        .err())
                .endsWith("Try:  dpg access explain sales.orders.v1 --principal application:billing\n");
    }

    @Test
    void waitingEndsWithZeroWhenItIsApproved() {
        try (RunningCommand request = waiting()) {
            gateway.access().decideAs("person:anna", 1, true, "");

            assertThat(request.exitCode()).isZero();
            assertThat(request.out()).contains("\"state\":\"approved\"").hasLineCount(1);
            assertThat(request.err())
                    .contains("approved by person:anna: person:me may read", "Try:  dpg read sales.orders.v1");
        }
    }

    @Test
    void waitingEndsWithFourWhenItIsRejectedAndSaysWhy() {
        try (RunningCommand request = waiting()) {
            gateway.access().decideAs("person:anna", 1, false, "too\u001b[2J much");

            assertThat(request.exitCode()).isEqualTo(4);
            assertThat(request.out()).contains("\"state\":\"rejected\"");
            assertThat(request.err()).contains("dpg: rejected by person:anna: too [2J much\nTry:  dpg access explain");
        }
    }

    @Test
    void afterAnInterruptTheRequestStays() {
        try (RunningCommand request = waiting()) {
            assertThat(request.interrupt()).isEqualTo(130);
            assertThat(request.err()).contains("dpg access list --product sales.orders.v1");
            assertThat(gateway.access().state(1)).isEqualTo(AccessRequest.State.STATE_REQUESTED);
        }
    }

    @Test
    void aMisspeltProductIsAnsweredWithTheWholeCommandLineToType() {
        var run = run("sales.odrers", "--purpose", "it's new", "--fields", "a,b", "--for", "30d", "--wait");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).isEqualTo("""
                dpg: no such product
                Try:  dpg access request sales.orders --purpose 'it'\\''s new' --fields a,b --for 30d --wait
                      dpg products
                """);
    }

    @Test
    void withoutAPurposeOrWithATimeThatIsNoneItIsAUsageError() {
        assertThat(run("sales.orders").exitCode()).isEqualTo(2);
        assertThat(run("sales.orders").err()).contains("--purpose=TEXT", "Try:  dpg access request --help");
        assertThat(run("sales.orders", "--purpose", "p", "--for", "soon").err()).contains("90d");
        assertThat(gateway.access().asked()).isEmpty();
    }

    private RunningCommand waiting() {
        return RunningCommand.start(
                        "access",
                        "request",
                        "sales.orders",
                        "--purpose=p",
                        "--wait",
                        "-o",
                        "ndjson",
                        "-a",
                        gateway.address())
                .await("waiting for request " + ID);
    }

    private CommandRun run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("access", "request"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("-a", gateway.address()));
        return CommandRun.of(all.toArray(String[]::new));
    }
}
