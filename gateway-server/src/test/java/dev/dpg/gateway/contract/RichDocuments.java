package dev.dpg.gateway.contract;

/** Valid documents that use every part of both standards. */
final class RichDocuments {
    static final String PRODUCT = """
            apiVersion: v1.0.0
            kind: DataProduct
            id: orders
            name: Orders
            version: 1.2.0
            status: active
            domain: sales
            tenant: shop
            productCreatedTs: "2026-01-31T13:30:00Z"
            description:
              purpose: Every order.
              limitations: None.
              usage: Read it.
              authoritativeDefinitions: [{type: term, url: "https://example.com/term", description: A term.}]
              customProperties: [{property: mine, value: {any: [1]}, description: Ours.}]
            authoritativeDefinitions: [{type: term, url: "https://example.com/term"}]
            customProperties: [{property: mine, value: 1}]
            tags: [orders]
            inputPorts:
              - {name: payments, version: 1.0.0, contractId: payments, tags: [x]}
            outputPorts:
              - name: orders
                description: One record for each state of an order.
                type: topic
                version: 1.2.0
                contractId: sales-orders
                sbom: [{type: external, url: "https://example.com/sbom"}]
                inputContracts: [{id: payments, version: 1.0.0}]
                tags: [stream]
            managementPorts:
              - {name: control, content: observability, type: rest, url: "https://example.com/manage", channel: c}
            support:
              - channel: sales-data
                url: https://chat.example.com/sales-data
                description: Questions.
                tool: slack
                scope: interactive
                invitationUrl: https://chat.example.com/join
            team:
              name: Order Management
              description: They do.
              members:
                - {username: ann@example.com, name: Ann, role: owner, dateIn: "2026-01-31"}
                - {username: bob@example.com, role: steward, dateOut: "2026-02-28", replacedByUsername: ann@example.com}
            """;

    static final String CONTRACT = """
            apiVersion: v3.1.0
            kind: DataContract
            id: sales-orders
            name: Orders
            version: 1.2.0
            status: active
            domain: sales
            tenant: shop
            dataProduct: Orders
            contractCreatedTs: "2026-01-31T13:30:00Z"
            tags: [contract]
            description: {purpose: Orders., usage: Read., limitations: None.}
            servers:
              - server: main
                id: main
                type: kafka
                description: The one.
                environment: prod
                host: kafka.example.com:9092
                format: json
                roles: [{role: reader, access: read}]
              - {server: lake, type: s3, location: "s3://bucket/path", format: json}
              - {server: base, type: postgresql, host: db, port: 5432, database: d, schema: s}
            schema:
              - name: order
                id: order
                logicalType: object
                physicalType: topic
                physicalName: sales.orders
                businessName: Order
                description: An order.
                dataGranularityDescription: One for each state.
                tags: [entry]
                authoritativeDefinitions: [{type: term, url: "https://example.com/term"}]
                relationships: [{type: foreignKey, from: order.order_id, to: payments.order_id}]
                customProperties:
                  - {property: kafkaKey, value: order_id, description: The key.}
                quality:
                  - {type: library, name: rows, metric: rowCount, mustBeGreaterThan: 0, dimension: completeness, severity: warning, unit: rows}
                  - {type: custom, name: sum, engine: cel, implementation: "value.amount >= 0.0"}
                  - {type: text, name: words, description: Nothing to compute.}
                  - {type: sql, name: query, query: SELECT 1, mustBeBetween: [0, 10]}
                properties:
                  - name: order_id
                    logicalType: string
                    physicalType: text
                    physicalName: order_id
                    primaryKey: true
                    primaryKeyPosition: 1
                    required: true
                    unique: true
                    partitioned: false
                    partitionKeyPosition: -1
                    criticalDataElement: true
                    classification: public
                    encryptedName: order_hash
                    transformSourceObjects: [raw]
                    transformLogic: none
                    transformDescription: None.
                    businessName: Order id
                    description: Never used twice.
                    examples: [A1, 7, null]
                    tags: [key]
                    logicalTypeOptions: {minLength: 1, maxLength: 20, pattern: "^[A-Z0-9]+$", format: uuid}
                    relationships: [{to: payments.order_id}]
                    quality: [{metric: nullValues, mustBe: 0}]
                  - name: email
                    logicalType: string
                    classification: pii
                    customProperties: [{property: masking, value: hash}]
                  - {name: amount, logicalType: number, logicalTypeOptions: {minimum: 0, exclusiveMaximum: 1000, multipleOf: 0.5, format: f64}}
                  - {name: count, logicalType: integer, logicalTypeOptions: {minimum: 0, maximum: 9, format: i32}}
                  - {name: day, logicalType: date, logicalTypeOptions: {format: yyyy-MM-dd, minimum: "2020-01-01"}}
                  - {name: at, logicalType: timestamp, required: true, logicalTypeOptions: {timezone: true, defaultTimezone: UTC}}
                  - {name: clock, logicalType: time, logicalTypeOptions: {format: "HH:mm"}}
                  - name: customer
                    logicalType: object
                    logicalTypeOptions: {minProperties: 1, maxProperties: 5, required: [country]}
                    properties:
                      - {name: country, logicalType: string}
                  - name: lines
                    logicalType: array
                    logicalTypeOptions: {minItems: 1, maxItems: 100, uniqueItems: false}
                    items:
                      logicalType: object
                      properties:
                        - {name: quantity, logicalType: integer, required: true}
            support: [{channel: sales-data, id: chat, tool: slack, url: "https://chat.example.com"}]
            price: {priceAmount: 9.95, priceCurrency: EUR, priceUnit: month}
            team:
              name: Order Management
              members: [{username: ann@example.com, role: owner, dateIn: "2026-01-31"}]
            roles: [{role: reader, access: read, firstLevelApprovers: ann, secondLevelApprovers: bob, description: Reads.}]
            slaProperties:
              - {property: latency, value: 5, unit: s, element: order.at, driver: operational, schedule: "0 * * * *", scheduler: cron}
              - {property: retention, value: 30, unit: d, valueExt: 31, description: A month.}
            authoritativeDefinitions: [{id: a, type: term, url: "https://example.com/term", description: A.}]
            customProperties:
              - {property: deprecationNoticeDays, value: 14}
            """;

    private RichDocuments() {}
}
