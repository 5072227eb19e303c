package dev.dpg.gateway.subscription;

import dev.dpg.gateway.cursor.OnExpired;
import dev.dpg.gateway.delivery.StreamPlan.Pace;

/**
 * What a caller asks for, in the gateway's own words; already checked for what can be checked without looking anything up.
 *
 * @param caller whose stream it will be
 * @param claim by what right
 * @param product the dotted name as written
 * @param start where to begin
 * @param onExpired what to do where the log no longer holds the position
 * @param stop where to end
 * @param recordsMax records to send at most; {@link Long#MAX_VALUE} for no limit
 * @param records which of them, and in which form
 * @param pace how they are sent
 * @param typed whether the caller knows the product's own types, because it called the product's own service
 * @param traceParent the trace that the call belongs to, as W3C Trace Context writes it; may be empty, or anything
 */
public record OpenRequest(
        Caller caller,
        Claim claim,
        String product,
        StartAt start,
        OnExpired onExpired,
        StopAt stop,
        long recordsMax,
        WantedRecords records,
        Pace pace,
        boolean typed,
        String traceParent) {
    /** A request to the service of all products. */
    public OpenRequest(
            Caller caller,
            Claim claim,
            String product,
            StartAt start,
            OnExpired onExpired,
            StopAt stop,
            long recordsMax,
            WantedRecords records,
            Pace pace) {
        this(caller, claim, product, start, onExpired, stop, recordsMax, records, pace, false, "");
    }

    /** The same request to the product's own service. */
    public OpenRequest asTyped() {
        return with(true, traceParent);
    }

    /** The same request in a trace. */
    public OpenRequest tracedBy(String parent) {
        return with(typed, parent);
    }

    private OpenRequest with(boolean asTyped, String parent) {
        return new OpenRequest(
                caller, claim, product, start, onExpired, stop, recordsMax, records, pace, asTyped, parent);
    }

    /** Which call asks for this. */
    public Call call() {
        return stop instanceof StopAt.Never ? Call.SUBSCRIBE : Call.READ;
    }
}
