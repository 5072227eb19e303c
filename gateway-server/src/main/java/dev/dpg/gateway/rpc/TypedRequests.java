package dev.dpg.gateway.rpc;

import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Problem.FieldViolation;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.PortName;
import dev.dpg.v1.Encoding;
import dev.dpg.v1.ReadRequest;
import dev.dpg.v1.SubscribeRequest;

/** Requests to a product's own service: they need not say which product they mean, and how its values are to be given. Pure. */
final class TypedRequests {
    private TypedRequests() {}

    static ReadRequest read(PortName pinned, ReadRequest request) {
        check(pinned, request.getProduct(), request.getEncoding());
        return request.toBuilder()
                .setProduct(pinned.toString())
                .setEncoding(Encoding.ENCODING_PROTOBUF)
                .build();
    }

    static SubscribeRequest subscribe(PortName pinned, SubscribeRequest request) {
        check(pinned, request.getProduct(), request.getEncoding());
        return request.toBuilder()
                .setProduct(pinned.toString())
                .setEncoding(Encoding.ENCODING_PROTOBUF)
                .build();
    }

    private static void check(PortName pinned, String product, Encoding encoding) {
        if (!product.isEmpty() && !product.equals(pinned.toString())) {
            throw bad("product", "may be left empty here: this is the service of " + pinned + " alone");
        }
        if (encoding != Encoding.ENCODING_UNSPECIFIED && encoding != Encoding.ENCODING_PROTOBUF) {
            throw bad(
                    "encoding",
                    "may be left empty here: values of this service are messages; dpg.v1.DataService gives others");
        }
    }

    private static ProblemException bad(String field, String sentence) {
        return Problem.of(Reason.BAD_REQUEST, field + " " + sentence)
                .with(new FieldViolation(field, "", sentence))
                .asException();
    }
}
