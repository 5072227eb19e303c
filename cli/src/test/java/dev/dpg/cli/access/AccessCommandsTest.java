package dev.dpg.cli.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.dpg.cli.fakes.CommandRun;
import dev.dpg.cli.fakes.FakeAccess;
import dev.dpg.cli.fakes.FakeCatalog;
import dev.dpg.cli.fakes.FakeGateway;
import dev.dpg.cli.fakes.RunningCommand;
import dev.dpg.v1.AccessRequest;
import dev.dpg.v1.ExplainAccessResponse;
import dev.dpg.v1.ExplainAccessResponse.Basis;
import dev.dpg.v1.Grant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessCommandsTest {
    private static final String ONE = FakeAccess.id(1);
    private static final String TWO = FakeAccess.id(2);
    private static final String UNKNOWN = FakeAccess.id(9);

    private final FakeGateway gateway = FakeGateway.start();

    @BeforeEach
    void ask() {
        gateway.catalog().add(FakeCatalog.product("sales.orders.v1", "Orders"));
        run("request", "sales.orders", "--purpose=forecast", "--fields=a,b", "--principal=application:forecast");
        run("request", "sales.orders", "--purpose=billing", "--for=12h");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void requestsOfAllPagesAreListedNewestFirst() {
        var run = run("list", "-o", "csv");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("""
                request,state,product,principal,requester,for,asked,approvals_missing,purpose,fields,unmasked,rows
                %s,requested,sales.orders.v1,person:me,person:me,12h,1970-01-01T00:00:10Z,1,billing,,,
                %s,requested,sales.orders.v1,application:forecast,person:me,90d,1970-01-01T00:00:10Z,1,forecast,"a, b",,
                """.formatted(TWO, ONE));
    }

    @Test
    void requestsCanBeFilteredByState() {
        run("withdraw", ONE);

        assertThat(run("list", "--state", "withdrawn", "-o", "ndjson").out())
                .hasLineCount(1)
                .contains(ONE);
        assertThat(run("list", "--state", "REQUESTED", "-o", "ndjson").out())
                .hasLineCount(1)
                .contains(TWO);
        assertThat(run("list", "--state", "lost").err()).contains("requested, approved, rejected, withdrawn, lapsed");
    }

    @Test
    void aMisspeltProductIsNotAnEmptyList() {
        assertThat(run("list", "--product", "sales.odrers").err())
                .endsWith("Try:  dpg access list --product aviation.flights\n      dpg products\n");
        assertThat(run("grants", "--product", "sales.odrers").exitCode()).isEqualTo(3);
        assertThat(run("grants", "--product", "sales.orders").exitCode()).isZero();
    }

    @Test
    void anApprovedRequestIsAGrantUntilItIsRevoked() {
        var approved = run("approve", ONE, "--reason", "as agreed");

        assertThat(approved.exitCode()).isZero();
        assertThat(approved.out()).contains("person:me   approved  1970-01-01T00:01:40Z  as agreed");
        assertThat(approved.err())
                .isEqualTo("approved by person:me: application:forecast may read sales.orders.v1 until "
                        + "1970-04-01T00:01:40Z\nTry:  dpg access grants --product sales.orders.v1\n");
        assertThat(grants("--principal", "application:forecast")).isEqualTo(1);
        assertThat(grants("--principal", "application:billing")).isZero();

        var revoked = run("revoke", "--yes", "--reason", "it is over", ONE);

        assertThat(revoked.exitCode()).isZero();
        assertThat(revoked.out()).contains("revoke reason  it is over");
        assertThat(revoked.err())
                .isEqualTo("the access of application:forecast to sales.orders.v1 was revoked by person:me at "
                        + "1970-01-01T00:03:20Z\n");
        assertThat(grants()).isZero();
        assertThat(grants("--ended")).isEqualTo(1);
    }

    @Test
    void withoutYesNothingIsRevokedAndTheCommandToTypeIsSaid() {
        run("approve", ONE);

        var run = run("revoke", ONE, "--reason", "it is over");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("this would end the access of application:forecast to sales.orders.v1, and its open streams")
                .contains("Try:  dpg access revoke " + ONE + " --yes --reason 'it is over'\n");
        assertThat(gateway.access().grantState(1)).isEqualTo(Grant.State.STATE_ACTIVE);
        assertThat(run("revoke", UNKNOWN).exitCode()).isEqualTo(3);
    }

    @Test
    void aReasonThatIsMissingIsAskedFor() {
        run("approve", ONE);

        var run = run("revoke", ONE, "--yes");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("dpg: reason is missing\nTry:  dpg access revoke " + ONE + " --yes --reason \"...\"\n");
        assertThat(run("deny", TWO).err()).contains("--reason=TEXT");
        assertThat(gateway.access().state(2)).isEqualTo(AccessRequest.State.STATE_REQUESTED);
    }

    @Test
    void aSecondApprovalThatIsMissingIsTold() {
        gateway.access().takeApprovals(2);
        assertThat(run("request", "sales.orders", "--purpose=p").err()).contains("it takes 2 of them");

        assertThat(run("approve", FakeAccess.id(3)).err())
                .contains("approved by person:me; 1 more to go, of somebody else");
        assertThat(gateway.access().state(3)).isEqualTo(AccessRequest.State.STATE_REQUESTED);
    }

    @Test
    void aRequestIsRejectedOrWithdrawn() {
        assertThat(run("deny", ONE, "--reason", "too much").err()).isEqualTo("rejected by person:me: too much\n");
        assertThat(run("withdraw", TWO).err()).isEqualTo("withdrawn by person:me\n");

        var late = run("approve", ONE);
        assertThat(late.exitCode()).isEqualTo(1);
        assertThat(late.err()).isEqualTo("dpg: it is decided already\nTry:  dpg access list\n");
    }

    @Test
    void whatIsNotThereAndWhatIsNotPermittedHaveTheirOwnCodes() {
        assertThat(run("approve", UNKNOWN).exitCode()).isEqualTo(3);
        assertThat(run("approve", UNKNOWN).err()).endsWith("Try:  dpg access list\n");
        assertThat(run("revoke", UNKNOWN, "--yes", "--reason=r").exitCode()).isEqualTo(3);
        assertThat(run("revoke", UNKNOWN, "--yes", "--reason=r").err()).endsWith("Try:  dpg access grants\n");
        gateway.access().denyEverything();
        assertThat(run("approve", ONE).exitCode()).isEqualTo(4);
        assertThat(run("approve", ONE).err()).isEqualTo("dpg: person:me is not owner\nTry:  dpg access list\n");
    }

    @Test
    void accessIsExplained() {
        gateway.access()
                .explain(ExplainAccessResponse.newBuilder()
                        .setBasis(Basis.BASIS_GRANT)
                        .setGrantId(ONE)
                        .setEndTime(Timestamp.newBuilder().setSeconds(1_800_000_000))
                        .addFields("a")
                        .addMaskedFields("b")
                        .setRows("value.a > 1")
                        .setExplanation("a grant gives it")
                        .build());

        var run = run("explain", "sales.orders");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("""
                product        sales.orders.v1
                principal      person:me
                basis          grant
                grant          %s
                until          2027-01-15T08:00:00Z
                fields         a
                masked fields  b
                rows           value.a > 1
                explanation    a grant gives it
                """.formatted(ONE));
        assertThat(run.err()).isEmpty();
    }

    @Test
    void noAccessIsDeniedWithTheCommandThatAsksForIt() {
        gateway.access()
                .explain(ExplainAccessResponse.newBuilder()
                        .setBasis(Basis.BASIS_NONE)
                        .setRefusal("NO_GRANT")
                        .setExplanation("no access")
                        .build());

        var run = run("explain", "sales.orders", "--principal", "application:forecast", "-o", "json");

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.out()).contains("\"basis\":\"none\"", "\"refusal\":\"NO_GRANT\"");
        assertThat(run.err())
                .isEqualTo("dpg: no access\nTry:  dpg access request sales.orders.v1 --purpose \"...\""
                        + " --principal application:forecast\n");
    }

    @Test
    void anotherPurposeThanTheGrantedOneLeadsToTheGrants() {
        gateway.access()
                .explain(ExplainAccessResponse.newBuilder()
                        .setBasis(Basis.BASIS_NONE)
                        .setRefusal("PURPOSE_DENIED")
                        .setExplanation("not for this")
                        .build());

        assertThat(run("explain", "sales.orders", "--purpose", "my own").err()).isEqualTo("""
                dpg: not for this
                Try:  dpg access grants --product sales.orders.v1
                      dpg access request sales.orders.v1 --purpose 'my own'
                """);
    }

    @Test
    void watchShowsWhatWaitsAndWhatComesOnceEachUntilItIsInterrupted() {
        try (RunningCommand watch = RunningCommand.start("access", "watch", "-a", gateway.address())) {
            watch.await("· 2 to decide; waiting for more");
            run("request", "sales.orders", "--purpose=ad\u001b[2Jhoc");
            watch.await("dpg access deny " + FakeAccess.id(3));

            assertThat(watch.out().lines())
                    .hasSize(3)
                    .first()
                    .isEqualTo(ONE + "  sales.orders.v1  principal application:forecast  requester person:me  for 90d  "
                            + "asked 1970-01-01T00:00:10Z  approvals missing 1  purpose forecast  fields a, b");
            assertThat(watch.out()).contains("purpose ad [2Jhoc");
            assertThat(watch.err()).contains("Try:  dpg access approve " + TWO + "\n      dpg access deny " + TWO);
            assertThat(watch.interrupt()).isEqualTo(130);
        }
    }

    @Test
    void watchGoesOnWhileNoGatewayAnswers() {
        try (RunningCommand watch = RunningCommand.start("access", "watch", "-o", "csv", "-a", gateway.address())) {
            watch.await("· 2 to decide; waiting for more");
            gateway.close();
            watch.await("· the gateway does not answer; trying on");

            assertThat(watch.interrupt()).isEqualTo(130);
            assertThat(watch.out()).hasLineCount(3).startsWith("request,state,product,");
        }
    }

    @Test
    void aMisspeltCommandOfAccessIsAnsweredWithTheNearest() {
        assertThat(run("aprove", ONE).err())
                .startsWith("dpg: there is no command \"aprove\" of access; did you mean \"approve\"?\n");
        var none = CommandRun.of("access");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).isEqualTo("dpg: which command of access?\nTry:  dpg access --help\n");
    }

    @Test
    void everyCommandOfAccessExplainsItselfWithExamples() {
        for (String command :
                List.of("request", "list", "grants", "approve", "deny", "withdraw", "revoke", "explain", "watch")) {
            var help = CommandRun.of("access", command, "--help");

            assertThat(help.exitCode()).as(command).isZero();
            assertThat(help.out()).as(command).contains("Usage: dpg access " + command, "Example");
        }
    }

    private long grants(String... filter) {
        List<String> arguments = new ArrayList<>(List.of("grants", "-o", "ndjson"));
        arguments.addAll(List.of(filter));
        return run(arguments.toArray(String[]::new)).out().lines().count();
    }

    private CommandRun run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("access"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("-a", gateway.address()));
        return CommandRun.of(all.toArray(String[]::new));
    }
}
