package dev.dpg.cli.data;

import dev.dpg.cli.remote.Connection;
import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.client.Encoding;
import dev.dpg.client.OnExpired;
import dev.dpg.client.Position;
import dev.dpg.client.ReadBuilder;
import dev.dpg.client.SubscriptionBuilder;
import dev.dpg.v1.GetProductRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that reading and following have in common. */
final class RecordOptions {
    private static final int NEWEST_MAX = 1_000_000;

    /** How keys and values come back, as typed. */
    enum EncodingName {
        /** JSON text. */
        json,
        /** Stored bytes, in base64. */
        raw
    }

    @Parameters(paramLabel = "NAME", description = "Dotted name of the product: domain.port or domain.port.v1.")
    private String product = "";

    @Option(
            names = "--from",
            paramLabel = "START",
            description = "Where to begin: earliest, latest, a time, a token, or the first offset of every partition "
                    + "(0:120,1:98). Default: the product's own for read, latest for tail.")
    private @Nullable String from;

    @Option(
            names = "-n",
            paramLabel = "N",
            description = "Begin with the newest N records, by time; read stops after them.")
    private @Nullable Integer newest;

    @Option(
            names = "--encoding",
            paramLabel = "ENCODING",
            defaultValue = "json",
            description = "Keys and values as json, or raw: the stored bytes, in base64. Default: json.")
    private EncodingName encoding = EncodingName.json;

    @Option(
            names = "--on-expired",
            paramLabel = "POLICY",
            defaultValue = "fail",
            description =
                    "Where the log no longer holds the position: fail, or tell the gap and go on with the earliest "
                            + "record there is, or the latest. Default: fail.")
    private OnExpired onExpired = OnExpired.FAIL;

    @Option(
            names = "--where",
            paramLabel = "EXPR",
            description = "Only records for which this CEL expression (cel.dev) is true, for instance "
                    + "\"value.delay_minutes > 60 && value.origin == 'SEA'\". Default: all.")
    private String where = "";

    @Option(
            names = "--fields",
            paramLabel = "PATHS",
            split = ",",
            description =
                    "Only these properties of the value, with commas between them; a table has a column for each. "
                            + "Default: all.")
    private List<String> fields = new ArrayList<>();

    @Option(
            names = "--keys",
            paramLabel = "KEYS",
            split = ",",
            description = "Only records with one of these keys, with commas between them. Default: all.")
    private List<String> keys = new ArrayList<>();

    @Option(
            names = "--purpose",
            paramLabel = "TEXT",
            description =
                    "What the records are read for, one of the purposes that they were granted for. Default: whichever "
                            + "they were granted for last.")
    private String purpose = "";

    /** What --where says; empty for all. */
    String where() {
        return where;
    }

    /** What --fields names; empty for all. */
    List<String> fields() {
        return fields;
    }

    /** A read of what was asked for, from wherever it begins. */
    ReadBuilder read(Connection connection) {
        return connection
                .client()
                .read(product)
                .encoding(encoding())
                .where(where)
                .fields(fields.toArray(new String[0]))
                .keys(keys.toArray(new String[0]))
                .purpose(purpose);
    }

    /** A subscription to what was asked for. */
    SubscriptionBuilder subscribe(Connection connection) {
        return connection
                .client()
                .subscribe(product)
                .encoding(encoding())
                .where(where)
                .fields(fields.toArray(new String[0]))
                .keys(keys.toArray(new String[0]))
                .purpose(purpose)
                .onExpired(onExpired);
    }

    /** What happens where a position is gone. */
    OnExpired onExpired() {
        return onExpired;
    }

    String product() {
        return product;
    }

    Encoding encoding() {
        return raw() ? Encoding.RAW : Encoding.JSON;
    }

    boolean raw() {
        return encoding == EncodingName.raw;
    }

    /** The start that was asked for; empty: the default. */
    Optional<Position> from(String command) {
        return Optional.ofNullable(from).map(text -> Positions.start(text, command + " " + product));
    }

    /** How many of the newest records were asked for. */
    OptionalInt newest() {
        if (newest == null) {
            return OptionalInt.empty();
        }
        if (newest < 0 || newest > NEWEST_MAX) {
            throw new CommandFailure(
                    ExitCode.USAGE, "-n takes 0 to " + NEWEST_MAX + "; for more, use --from", "read --help");
        }
        if (from != null) {
            throw new CommandFailure(
                    ExitCode.USAGE, "-n and --from both say where to begin; give one of them", "read --help");
        }
        return OptionalInt.of(newest);
    }

    /**
     * Asks for the product once before reading: the SDK would try for a while where nobody answers, and a person at the
     * keyboard wants to know at once.
     */
    void checkProduct(Connection connection) {
        var unused = connection
                .catalog()
                .getProduct(GetProductRequest.newBuilder().setName(product).build());
    }
}
