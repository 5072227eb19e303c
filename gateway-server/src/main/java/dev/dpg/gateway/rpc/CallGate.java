package dev.dpg.gateway.rpc;

import dev.dpg.gateway.access.Roles;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/** Lets those calls through that whoever makes them may make at all, by {@link CallRules}. */
public final class CallGate implements ServerInterceptor {
    private final Roles roles;

    /** @param roles who operates the gateways */
    public CallGate(Roles roles) {
        this.roles = roles;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String name = call.getMethodDescriptor().getFullMethodName();
        CallRule rule = CallRules.of(name);
        if (rule == null) {
            throw Problem.of(Reason.NO_GRANT, name + " has no rule that says who may call it, so nobody may")
                    .asException();
        }
        if (rule == CallRule.OPERATOR) {
            roles.requireOperator(CallingIdentity.current());
        }
        return next.startCall(call, headers);
    }
}
