package dev.dpg.system.access;

import dev.dpg.system.fixture.Connection;
import dev.dpg.system.fixture.GatewaySetup;
import dev.dpg.system.fixture.InProcessGateway;
import dev.dpg.system.fixture.Resources;
import dev.dpg.system.fixture.SharedBroker;
import dev.dpg.system.fixture.TokenIssuer;
import dev.dpg.v1.AccessRequest;
import dev.dpg.v1.AccessTerms;
import dev.dpg.v1.DecideAccessRequest;
import dev.dpg.v1.RequestAccessRequest;
import java.util.List;
import java.util.UUID;

/**
 * Gateways that ask callers who they are, with two domains: {@code sales}, of the team {@code sales-data}, and {@code stock}.
 *
 * @param issuer vouches for callers
 * @param addresses of the gateways
 */
record Mesh(TokenIssuer issuer, List<String> addresses, Resources resources) {
    private static final String DOMAINS = """
              sales: { owner: sales-data, topic-prefixes: [sales.], stewards: ["person:stella"], developers: ["application:sales-ci"] }
              stock: { owner: stock-data, topic-prefixes: [stock.], auto-approve-max: 120 d }
            """;

    /** Starts so many gateways in this JVM, and waits until they are ready. */
    static Mesh start(int gateways, Resources resources) {
        TokenIssuer issuer = TokenIssuer.start(resources);
        GatewaySetup setup = setup(SharedBroker.bootstrapServers(), issuer);
        List<String> addresses = java.util.stream.IntStream.range(0, gateways)
                .mapToObj(i -> InProcessGateway.start(setup, resources).address())
                .toList();
        Mesh mesh = new Mesh(issuer, addresses, resources);
        addresses.forEach(address -> Connection.to(address, resources).awaitReady());
        return mesh;
    }

    /** How they are configured. */
    static GatewaySetup setup(String bootstrapServers, TokenIssuer issuer) {
        return GatewaySetup.on(bootstrapServers)
                .with(DOMAINS.stripTrailing())
                .with("operators: [\"team:platform\"]")
                .with(issuer.setting());
    }

    /** A program, on the first gateway. */
    Connection application(String name, String team, String domain) {
        return Connection.to(addresses.get(0), issuer.application(name, team, domain), resources);
    }

    /** Somebody, on the first gateway. */
    Connection person(String name, String team) {
        return Connection.to(addresses.get(0), issuer.person(name, team), resources);
    }

    /** The owner of a domain. */
    Connection owner(String domain) {
        return person("owner-of-" + domain, domain + "-data");
    }

    /** Asks for everything of a product, masked. */
    static AccessRequest ask(Connection reader, String product) {
        return ask(reader, AccessTerms.newBuilder().setProduct(product).setPurpose("tests"));
    }

    static AccessRequest ask(Connection reader, AccessTerms.Builder terms) {
        return reader.access()
                .requestAccess(RequestAccessRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setTerms(terms)
                        .build())
                .getRequest();
    }

    static AccessRequest approve(Connection owner, AccessRequest request) {
        return owner.access()
                .decideAccess(DecideAccessRequest.newBuilder()
                        .setId(request.getId())
                        .setDecision(DecideAccessRequest.Decision.DECISION_APPROVE)
                        .build())
                .getRequest();
    }
}
