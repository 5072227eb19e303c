package dev.dpg.gateway.fakes;

import dev.dpg.gateway.catalog.DomainSettings;
import dev.dpg.gateway.product.Document;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A small valid product, {@code sales.orders}, on the topic {@code sales.orders} of the cluster {@code main}. */
public final class OrderDocuments {
    /** The domain that may publish it. */
    public static final DomainSettings SALES =
            new DomainSettings("sales", "Sales", "Order Management", List.of("main"), List.of("sales."));

    private OrderDocuments() {}

    /** The ODPS document, with this version of its port. */
    public static String product(String version) {
        return """
                apiVersion: v1.0.0
                kind: DataProduct
                id: orders
                name: Orders
                version: %s
                status: active
                domain: sales
                support:
                  - channel: sales-data
                    url: mailto:sales-data@example.com
                outputPorts:
                  - name: orders
                    version: %s
                    contractId: sales-orders
                """.formatted(version, version);
    }

    /** The ODCS document, in this version. */
    public static String contract(String version) {
        return """
                apiVersion: v3.1.0
                kind: DataContract
                id: sales-orders
                name: Orders
                version: %s
                status: active
                schema:
                  - name: order
                    physicalType: topic
                    physicalName: sales.orders
                    properties:
                      - name: order_id
                        logicalType: string
                """.formatted(version);
    }

    /** A text as a document. */
    public static Document document(String fileName, String text) {
        return new Document(fileName, text.getBytes(StandardCharsets.UTF_8));
    }
}
