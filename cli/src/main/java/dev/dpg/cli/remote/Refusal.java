package dev.dpg.cli.remote;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.client.DpgException;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a gateway said instead of an answer.
 *
 * @param code the status code
 * @param message for people
 * @param reason the reason of {@code dpg.v1}'s table; empty where the status did not come from a gateway
 * @param metadata values that belong to the reason
 * @param violations what is wrong at which place, most often none
 */
public record Refusal(
        Status.Code code,
        String message,
        String reason,
        Map<String, String> metadata,
        List<BadRequest.FieldViolation> violations) {
    /** Metadata of PRODUCT_NOT_FOUND: the nearest name that exists. */
    private static final String NEAREST = "nearest";
    /** Metadata of most reasons: the product that it is about. */
    private static final String PRODUCT = "product";
    /** What a grant decides. */
    private static final Set<String> GRANTED =
            Set.of("NO_GRANT", "GRANT_EXPIRED", "GRANT_REVOKED", "FIELD_DENIED", "PURPOSE_DENIED");
    /** What the SDK begins with where TLS kept it from connecting, and where there was no token to send. */
    private static final String NO_CONNECTION = "no connection to ";

    private static final String NO_TOKEN = "no token: ";

    public Refusal {
        metadata = Map.copyOf(metadata);
        violations = List.copyOf(violations);
    }

    /** Reads what an exception of gRPC or of the SDK says; empty where it is neither. */
    public static Optional<Refusal> of(Throwable problem) {
        if (problem instanceof DpgException refused) {
            return Optional.of(of(refused));
        }
        com.google.rpc.Status status = StatusProto.fromThrowable(problem);
        if (status == null) {
            return Optional.empty();
        }
        ErrorInfo info = ErrorInfo.getDefaultInstance();
        BadRequest request = BadRequest.getDefaultInstance();
        for (Any detail : status.getDetailsList()) {
            info = unpack(detail, ErrorInfo.class).orElse(info);
            request = unpack(detail, BadRequest.class).orElse(request);
        }
        return Optional.of(new Refusal(
                Status.fromCodeValue(status.getCode()).getCode(),
                status.getMessage(),
                info.getReason(),
                info.getMetadataMap(),
                request.getFieldViolationsList()));
    }

    private static Refusal of(DpgException refused) {
        String message = String.valueOf(refused.getMessage());
        String prefix =
                refused.reason() + ": "; // for logs; the reason says nothing to people that the message does not
        return new Refusal(
                Status.Code.valueOf(refused.code().name()),
                message.startsWith(prefix) ? message.substring(prefix.length()) : message,
                refused.reason(),
                refused.metadata(),
                List.of());
    }

    private static <M extends com.google.protobuf.Message> Optional<M> unpack(Any detail, Class<M> type) {
        try {
            return detail.is(type) ? Optional.of(detail.unpack(type)) : Optional.empty();
        } catch (InvalidProtocolBufferException damaged) {
            return Optional.empty(); // the message says enough
        }
    }

    /** The same as the end of a command. */
    public CommandFailure asFailure(Attempt attempt) {
        return switch (code) {
            case NOT_FOUND -> notFound(attempt);
            case UNAVAILABLE -> unavailable(attempt);
            case DEADLINE_EXCEEDED ->
                new CommandFailure(
                        ExitCode.UNAVAILABLE, attempt.address() + " did not answer in time", attempt.command());
            case UNAUTHENTICATED ->
                new CommandFailure(
                        ExitCode.DENIED, message, List.of("login", attempt.command() + " --token-file FILE"));
            case PERMISSION_DENIED -> denied(attempt);
            case INVALID_ARGUMENT, ALREADY_EXISTS ->
                new CommandFailure(usageCode(), message + pointer(attempt.filter()), remedy(attempt));
            case RESOURCE_EXHAUSTED -> new CommandFailure(ExitCode.UNAVAILABLE, message, attempt.command());
            case OUT_OF_RANGE, FAILED_PRECONDITION -> new CommandFailure(ExitCode.ERROR, message, remedy(attempt));
            default ->
                new CommandFailure(ExitCode.ERROR, code + (message.isEmpty() ? "" : ": " + message), attempt.command());
        };
    }

    /** The line of the filter that is wrong, and a caret under the place; empty where it isn't the filter. */
    private String pointer(String filter) {
        if (!reason.equals("BAD_FILTER") || !metadata.containsKey("line")) {
            return "";
        }
        int line = number("line");
        int column = number("column");
        String text = filter.lines().skip(Math.max(0, line - 1)).findFirst().orElse("");
        return "\n     " + text.replace('\t', ' ') + "\n     " + " ".repeat(Math.max(0, column - 1)) + "^";
    }

    private int number(String key) {
        try {
            return Math.min(100_000, Integer.parseInt(metadata.getOrDefault(key, "1")));
        } catch (NumberFormatException noNumber) {
            return 1;
        }
    }

    private ExitCode usageCode() {
        return reason.equals("BAD_CONTRACT") || reason.equals("VERSION_EXISTS")
                ? ExitCode.CHECK_FAILED
                : ExitCode.USAGE;
    }

    private CommandFailure notFound(Attempt attempt) {
        String nearest = metadata.get(NEAREST);
        return nearest == null
                ? new CommandFailure(ExitCode.NOT_FOUND, message, whatThereIs())
                : new CommandFailure(ExitCode.NOT_FOUND, message, List.of(attempt.withProduct(nearest), "products"));
    }

    private String whatThereIs() {
        return switch (reason) {
            case "SESSION_NOT_FOUND" -> "sessions";
            case "REQUEST_NOT_FOUND" -> "access list";
            case "GRANT_NOT_FOUND" -> "access grants";
            default -> "products";
        };
    }

    /** What is not permitted can be asked for, where it is about a product. */
    private CommandFailure denied(Attempt attempt) {
        String product = attempt.product().isEmpty() ? metadata.getOrDefault(PRODUCT, "") : attempt.product();
        boolean canAsk = GRANTED.contains(reason) && !product.isEmpty();
        return new CommandFailure(
                ExitCode.DENIED,
                message,
                canAsk
                        ? List.of("access request " + product + " --purpose \"...\"", "show " + product)
                        : List.of("products"));
    }

    private CommandFailure unavailable(Attempt attempt) {
        if (reason.isEmpty() && (message.startsWith(NO_CONNECTION) || message.startsWith(NO_TOKEN))) {
            return new CommandFailure(ExitCode.UNAVAILABLE, message, "doctor -a " + attempt.address());
        }
        return reason.isEmpty()
                ? new CommandFailure(ExitCode.UNAVAILABLE, "no gateway answers at " + attempt.address(), "dev")
                : new CommandFailure(ExitCode.UNAVAILABLE, message, attempt.command());
    }

    private String remedy(Attempt attempt) {
        return switch (reason) {
            case "BAD_TOKEN", "POSITION_EXPIRED", "POSITION_TRUNCATED", "TOPIC_RECREATED" -> attempt.fromEarliest();
            default -> attempt.name() + " --help";
        };
    }

    /**
     * What was asked, to suggest the next try.
     *
     * @param name the command, for instance {@code read}
     * @param product the product it named; empty where it names none
     * @param address where the gateway was looked for
     * @param filter the filter that it gave; empty without one
     */
    public record Attempt(String name, String product, String address, String filter) {
        /** One without a filter. */
        public Attempt(String name, String product, String address) {
            this(name, product, address, "");
        }

        /** The command as it may be typed again. */
        public String command() {
            return product.isEmpty() ? name : name + " " + product;
        }

        String withProduct(String other) {
            return name + " " + other;
        }

        String fromEarliest() {
            return command() + " --from earliest";
        }
    }
}
