package dev.dpg.gateway.rpc;

import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** Runs unary calls that wait for Kafka, on threads of their own, and answers them. Thread-safe. */
public final class BlockingCalls {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final String what;
    private final Executor executor;

    /**
     * @param what they do, for the message of a refusal
     * @param executor runs them; may refuse
     */
    public BlockingCalls(String what, Executor executor) {
        this.what = what;
        this.executor = executor;
    }

    /** Answers with what a call gives, or with the status of what it throws. The call finds the context of this one. */
    <A> void run(StreamObserver<A> answers, Supplier<A> call) {
        try {
            executor.execute(Context.current().wrap(() -> answer(answers, call)));
        } catch (RejectedExecutionException refused) {
            answers.onError(ProblemStatus.of(Problem.of(
                            Reason.OVERLOADED,
                            "this gateway is busy with other requests to " + what + "; try again in a moment")
                    .with(new Problem.RetryAfter(RETRY_AFTER))
                    .asException()));
        }
    }

    private static <A> void answer(StreamObserver<A> answers, Supplier<A> call) {
        A response;
        try {
            response = call.get();
        } catch (RuntimeException e) {
            answers.onError(ProblemStatus.of(e));
            return;
        }
        answers.onNext(response);
        answers.onCompleted();
    }
}
