package dev.dpg.cli.remote;

import dev.dpg.client.DpgClient;
import dev.dpg.v1.AccessServiceGrpc;
import dev.dpg.v1.AdminServiceGrpc;
import dev.dpg.v1.CatalogServiceGrpc;
import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.ProductServiceGrpc;
import dev.dpg.v1.SchemaServiceGrpc;
import java.util.concurrent.TimeUnit;

/** A connection to one gateway, for one command. */
public final class Connection implements AutoCloseable {
    private static final int ANSWER_SECONDS_MAX = 30;
    private static final int WORK_SECONDS_MAX = 120;

    private final DpgClient client;

    Connection(DpgClient client) {
        this.client = client;
    }

    /** The SDK, for records. */
    public DpgClient client() {
        return client;
    }

    /** What there is; an answer may take 30 s at most. */
    public CatalogServiceGrpc.CatalogServiceBlockingStub catalog() {
        return CatalogServiceGrpc.newBlockingStub(client.channel())
                .withDeadlineAfter(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
    }

    /** What becomes of it, for as long as the command runs. */
    public CatalogServiceGrpc.CatalogServiceBlockingStub watching() {
        return CatalogServiceGrpc.newBlockingStub(client.channel());
    }

    /** Positions; an answer may take 30 s at most. Records come through the SDK. */
    public DataServiceGrpc.DataServiceBlockingStub data() {
        return DataServiceGrpc.newBlockingStub(client.channel())
                .withDeadlineAfter(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
    }

    /** Publishing; an answer may take 30 s at most. */
    public ProductServiceGrpc.ProductServiceBlockingStub products() {
        return ProductServiceGrpc.newBlockingStub(client.channel())
                .withDeadlineAfter(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
    }

    /** Drafts and plans, for which records are read; an answer may take 2 min at most. */
    public ProductServiceGrpc.ProductServiceBlockingStub productsAtWork() {
        return ProductServiceGrpc.newBlockingStub(client.channel())
                .withDeadlineAfter(WORK_SECONDS_MAX, TimeUnit.SECONDS);
    }

    /** Schemas and types; an answer may take 30 s at most. */
    public SchemaServiceGrpc.SchemaServiceBlockingStub schemas() {
        return SchemaServiceGrpc.newBlockingStub(client.channel())
                .withDeadlineAfter(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
    }

    /** Operating gateways; an answer may take 30 s at most. */
    public AdminServiceGrpc.AdminServiceBlockingStub admin() {
        return AdminServiceGrpc.newBlockingStub(client.channel())
                .withDeadlineAfter(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
    }

    /** Who may read what; an answer may take 30 s at most. */
    public AccessServiceGrpc.AccessServiceBlockingStub access() {
        return AccessServiceGrpc.newBlockingStub(client.channel())
                .withDeadlineAfter(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        client.close();
    }
}
