package dev.dpg.cli.operate;

import dev.dpg.cli.remote.Attempting;
import dev.dpg.cli.remote.Connection;
import dev.dpg.cli.remote.ConnectionOptions;
import dev.dpg.cli.remote.Refusal;
import dev.dpg.cli.terminal.Answer;
import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.cli.terminal.Fields;
import dev.dpg.cli.terminal.FormatOption;
import dev.dpg.cli.terminal.Interrupts;
import dev.dpg.cli.terminal.Terminal;
import dev.dpg.v1.DrainRequest;
import dev.dpg.v1.DrainResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dpg drain}: has one gateway go away. */
@Command(
        name = "drain",
        mixinStandardHelpOptions = true,
        header = "Has one gateway send its streams to the others.",
        description =
                "The gateway at the address turns not ready, refuses new streams, and tells the open ones to go; clients "
                        + "of the SDK open their next stream elsewhere first. Waits until none is left (exit code 0) or the time is "
                        + "over (6). The process goes on until it is stopped.",
        footer = {
            "",
            "Examples:",
            "  dpg drain --yes -a gateway-1.example:7443",
            "  dpg drain --yes --timeout 2m -a gateway-1.example:7443"
        })
public final class DrainCommand implements Callable<Integer>, Attempting {
    private static final int POLL_MILLIS = 250;

    private final Terminal terminal;
    private final Interrupts interrupts;

    @Mixin
    private final ConnectionOptions gateway = new ConnectionOptions();

    @Mixin
    private final FormatOption format = new FormatOption();

    @Option(names = "--yes", description = "Do it. Without it nothing is changed.")
    private boolean yes;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationText.class,
            defaultValue = "1m",
            description = "How long to wait until no stream is left. Default: 1m.")
    private Duration timeout = Duration.ofMinutes(1);

    /** The command on a terminal. */
    public DrainCommand(Terminal terminal, Interrupts interrupts) {
        this.terminal = terminal;
        this.interrupts = interrupts;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Connection connection = gateway.connect()) {
            if (connection.client().addresses().size() > 1) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "one gateway is drained at a time, and " + gateway.address() + " are several",
                        "drain --yes -a " + connection.client().addresses().get(0));
            }
            if (!yes) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "this would send all streams away from the gateway at " + gateway.address()
                                + "; say --yes to do it",
                        List.of("drain --yes -a " + gateway.address(), "sessions --gateway " + gateway.address()));
            }
            var stop = new CountDownLatch(1);
            Runnable takeBack = interrupts.onInterrupt(stop::countDown);
            int exitCode = drain(connection, stop);
            takeBack.run();
            return exitCode;
        }
    }

    private int drain(Connection connection, CountDownLatch stop) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        DrainResponse state = connection.admin().drain(DrainRequest.getDefaultInstance());
        int shown = -1;
        while (state.getOpenStreams() > 0) {
            if (state.getOpenStreams() != shown) {
                shown = state.getOpenStreams();
                terminal.note("· " + shown + " open " + (shown == 1 ? "stream" : "streams"));
            }
            if (System.nanoTime() - end >= 0) {
                answer(state);
                throw new CommandFailure(
                        ExitCode.CHECK_FAILED,
                        shown + " of the gateway's streams are still open after " + DurationText.of(timeout)
                                + "; it goes on draining",
                        List.of("sessions --gateway " + gateway.address(), "drain --yes -a " + gateway.address()));
            }
            if (stop.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                return ExitCode.INTERRUPTED.number();
            }
            Optional<DrainResponse> next = askAgain(connection);
            state = next.orElse(state.toBuilder().setOpenStreams(0).build());
        }
        answer(state);
        return ExitCode.OK.number();
    }

    /** Empty where the gateway has stopped: then no stream is left on it. */
    private Optional<DrainResponse> askAgain(Connection connection) {
        try {
            return Optional.of(connection.admin().drain(DrainRequest.getDefaultInstance()));
        } catch (StatusRuntimeException gone) {
            if (gone.getStatus().getCode() != Status.Code.UNAVAILABLE) {
                throw gone;
            }
            terminal.note("· the gateway has stopped");
            return Optional.empty();
        }
    }

    private void answer(DrainResponse state) {
        new Answer(terminal, format.format())
                .one(new Fields()
                        .with("gateway", gateway.address())
                        .with("gateway_id", state.getGatewayId())
                        .with("open_streams", state.getOpenStreams()));
    }

    @Override
    public Refusal.Attempt attempt() {
        return new Refusal.Attempt("drain --yes", "", gateway.address());
    }
}
