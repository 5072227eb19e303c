package dev.dpg.gateway.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import org.jspecify.annotations.Nullable;

/**
 * A span for each stream, from its opening to its end: below the span of its caller, and linked to the traces that some of its
 * records come from. Thread-safe.
 */
final class StreamSpans implements StreamObserver {
    private static final String NAME = "dpg.stream";
    private static final AttributeKey<String> PRODUCT = AttributeKey.stringKey("dpg.product");
    private static final AttributeKey<String> ENCODING = AttributeKey.stringKey("dpg.encoding");
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("dpg.reason");
    private static final AttributeKey<Long> DELIVERED = AttributeKey.longKey("dpg.records.delivered");
    private static final AttributeKey<Long> SCANNED = AttributeKey.longKey("dpg.records.scanned");
    private static final TextMapGetter<String> GETTER = new Getter();

    private final Tracer tracer;

    StreamSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public Life opened(Opening opening) {
        Span span = tracer.spanBuilder(NAME)
                .setParent(contextOf(opening.traceParent()))
                .setSpanKind(SpanKind.SERVER)
                .setAttribute(PRODUCT, opening.product())
                .setAttribute(ENCODING, opening.encoding())
                .startSpan();
        return ending -> end(span, ending);
    }

    private static void end(Span span, Ending ending) {
        for (String traceParent : ending.traceParents()) {
            SpanContext origin = Span.fromContext(contextOf(traceParent)).getSpanContext();
            if (origin.isValid()) {
                span.addLink(origin);
            }
        }
        span.setAttribute(REASON, ending.reason());
        span.setAttribute(DELIVERED, ending.delivered());
        span.setAttribute(SCANNED, ending.scanned());
        if (ending.failed()) {
            span.setStatus(StatusCode.ERROR, ending.reason());
        }
        span.end();
    }

    /** What is no {@code traceparent} belongs to no trace. */
    private static Context contextOf(String text) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), text, GETTER);
    }

    /** Has nothing but a {@code traceparent}. */
    private static final class Getter implements TextMapGetter<String> {
        @Override
        public @Nullable String get(@Nullable String text, String key) {
            return key.equals("traceparent") ? text : null;
        }
    }
}
