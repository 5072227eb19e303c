package dev.dpg.cli.access;

import dev.dpg.cli.remote.Connection;
import dev.dpg.v1.AccessRequest;
import dev.dpg.v1.GetProductRequest;
import dev.dpg.v1.Grant;
import dev.dpg.v1.ListAccessRequestsRequest;
import dev.dpg.v1.ListAccessRequestsResponse;
import dev.dpg.v1.ListGrantsRequest;
import dev.dpg.v1.ListGrantsResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Requests and grants of all pages. */
final class AccessPages {
    private static final int PAGE_SIZE = 1000;

    private AccessPages() {}

    /**
     * Requests, newest first.
     *
     * @param product only of this one; empty: all
     * @param state only in this one; unspecified: all
     */
    static List<AccessRequest> requests(Connection connection, String product, AccessRequest.State state) {
        var request = ListAccessRequestsRequest.newBuilder()
                .setProduct(product)
                .setState(state)
                .setPageSize(PAGE_SIZE);
        List<AccessRequest> requests = new ArrayList<>();
        ListAccessRequestsResponse answer;
        do {
            answer = connection.access().listAccessRequests(request.build());
            requests.addAll(answer.getRequestsList());
            request.setPageToken(answer.getNextPageToken());
        } while (!answer.getNextPageToken().isEmpty());
        return requests;
    }

    /**
     * Grants, newest first.
     *
     * @param product only of this one; empty: all
     * @param principal only of this one; empty: all
     * @param ended also those that are over
     */
    static List<Grant> grants(Connection connection, String product, String principal, boolean ended) {
        var request = ListGrantsRequest.newBuilder()
                .setProduct(product)
                .setPrincipal(principal)
                .setIncludeEnded(ended)
                .setPageSize(PAGE_SIZE);
        List<Grant> grants = new ArrayList<>();
        ListGrantsResponse answer;
        do {
            answer = connection.access().listGrants(request.build());
            grants.addAll(answer.getGrantsList());
            request.setPageToken(answer.getNextPageToken());
        } while (!answer.getNextPageToken().isEmpty());
        return grants;
    }

    /** One request, where the caller may see it. */
    static Optional<AccessRequest> request(Connection connection, String product, String id) {
        return requests(connection, product, AccessRequest.State.STATE_UNSPECIFIED).stream()
                .filter(request -> request.getId().equals(id))
                .findFirst();
    }

    /** One grant, over or not, where the caller may see it. */
    static Optional<Grant> grant(Connection connection, String id) {
        return grants(connection, "", "", true).stream()
                .filter(grant -> grant.getId().equals(id))
                .findFirst();
    }

    /** Asks for a product of which nothing was found: a misspelt one is refused, with the nearest name. */
    static void checkProduct(Connection connection, String product) {
        if (!product.isEmpty()) {
            var unused = connection
                    .catalog()
                    .getProduct(GetProductRequest.newBuilder().setName(product).build());
        }
    }
}
