package dev.dpg.cli.operate;

import dev.dpg.cli.operate.Check.Verdict;
import dev.dpg.cli.remote.Attempting;
import dev.dpg.cli.remote.Connection;
import dev.dpg.cli.remote.ConnectionOptions;
import dev.dpg.cli.remote.Refusal;
import dev.dpg.cli.terminal.Answer;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.cli.terminal.FormatOption;
import dev.dpg.cli.terminal.Ink;
import dev.dpg.cli.terminal.OutputFormat;
import dev.dpg.cli.terminal.Terminal;
import dev.dpg.client.TlsOptions;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dpg doctor}: what is wrong when nothing works. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        header = "Checks the way to the gateway, step by step.",
        description =
                "Looks at the address, its name, port and encryption, then at what the gateway says of itself: gRPC, "
                        + "readiness, reflection, whether it takes the caller, the clocks, and each product. Ends with 0 if all is "
                        + "well, 4 if the caller is refused, 5 if the gateway cannot be reached or is not ready, 6 if something else is "
                        + "wrong.",
        footer = {"", "Examples:", "  dpg doctor", "  dpg doctor -a gateway.example:7443 -o ndjson"})
public final class DoctorCommand implements Callable<Integer>, Attempting {
    private final Terminal terminal;
    private final List<Check> checks = new ArrayList<>();

    @Mixin
    private final ConnectionOptions gateway = new ConnectionOptions();

    @Mixin
    private final FormatOption format = new FormatOption();

    /** The command on a terminal. */
    public DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<String> addresses;
        Optional<TlsOptions> tls;
        try (Connection all = gateway.connect()) {
            addresses = all.client().addresses();
            tls = all.client().tls();
        }
        check("address", gateway.address(), () -> Verdict.ok(addresses.size() == 1 ? "one gateway" : "several"));
        addresses.forEach(one -> examine(one, tls));
        if (format.format() != OutputFormat.table) {
            new Answer(terminal, format.format())
                    .list(Check.NAMES, checks.stream().map(Check::fields).toList());
        }
        return exitCode();
    }

    /** Each step stands on those before it. */
    private void examine(String address, Optional<TlsOptions> tls) {
        var network = new NetworkChecks(address, tls);
        boolean connects = check("dns", address, network::name)
                && check("tcp", address, network::port)
                && check("tls", address, network::encryption);
        if (!connects) {
            return;
        }
        try (Connection connection = gateway.connectTo(address)) {
            examine(address, new GatewayChecks(connection.client().channel(), address));
        }
    }

    private void examine(String address, GatewayChecks there) {
        if (!check("grpc", address, there::speaks)) {
            return;
        }
        boolean ready = check("readiness", address, there::ready);
        check("reflection", address, there::reflection);
        if (!ready || !check("caller", address, there::caller)) {
            return;
        }
        List<String> products = new ArrayList<>();
        check("products", address, () -> list(there, products));
        if (!products.isEmpty()) {
            check("clock", address, () -> there.clock(products.get(0)));
        }
        products.forEach(product -> check("product", product, () -> there.product(product)));
    }

    private static Verdict list(GatewayChecks there, List<String> products) {
        try {
            products.addAll(there.products());
            return Verdict.ok(products.size() + " listed");
        } catch (StatusRuntimeException e) {
            return Verdict.wrong("cannot be listed: " + GatewayChecks.why(e), "products");
        }
    }

    private boolean check(String step, String subject, Supplier<Verdict> look) {
        long begin = System.nanoTime();
        Verdict verdict = look.get();
        var check = new Check(step, subject, verdict, Duration.ofNanos(System.nanoTime() - begin));
        checks.add(check);
        if (format.format() == OutputFormat.table) {
            boolean colours = terminal.traits().colours() && terminal.traits().dataIsWatched();
            String mark = check.isOk() ? Ink.GREEN.on(colours, "✓") : Ink.RED.on(colours, "✗");
            terminal.data().line(" " + mark + " " + check.line());
            terminal.data().flush();
        }
        if (!check.isOk()) {
            terminal.suggest(List.of(verdict.next()));
        }
        return check.isOk();
    }

    private int exitCode() {
        return checks.stream()
                .map(check -> check.verdict().code())
                .filter(code -> code != ExitCode.OK)
                .min(Comparator.naturalOrder())
                .orElse(ExitCode.OK)
                .number();
    }

    @Override
    public Refusal.Attempt attempt() {
        return new Refusal.Attempt("doctor", "", gateway.address());
    }
}
