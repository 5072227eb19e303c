package dev.dpg.gateway.contract;

import static dev.dpg.gateway.contract.Shape.ANY;
import static dev.dpg.gateway.contract.Shape.DATE;
import static dev.dpg.gateway.contract.Shape.DATE_TIME;
import static dev.dpg.gateway.contract.Shape.TEXT;
import static dev.dpg.gateway.contract.Shape.URL;
import static dev.dpg.gateway.contract.Shape.list;

/**
 * What ODPS v1.0 allows, as its published JSON Schema says (odps-json-schema-v1.0.0.json): keys, kinds of values and what is
 * required. A test holds the two together.
 */
final class ProductShape {
    private static final Shape TAGS = list(TEXT);
    private static final Shape CUSTOM_PROPERTIES = list(MapShape.EMPTY
            .with(TEXT, "property", "description")
            .with(ANY, "value")
            .requiring("property", "value"));
    private static final Shape DEFINITIONS = list(
            MapShape.EMPTY.with(TEXT, "type", "description").with(URL, "url").requiring("type", "url"));
    private static final MapShape COMMON = MapShape.EMPTY
            .with(TAGS, "tags")
            .with(CUSTOM_PROPERTIES, "customProperties")
            .with(DEFINITIONS, "authoritativeDefinitions");

    private static final Shape DESCRIPTION = MapShape.EMPTY
            .with(TEXT, "purpose", "limitations", "usage")
            .with(DEFINITIONS, "authoritativeDefinitions")
            .with(CUSTOM_PROPERTIES, "customProperties");
    private static final Shape INPUT_PORT =
            COMMON.with(TEXT, "name", "version", "contractId").requiring("name", "version", "contractId");
    private static final Shape SBOM =
            MapShape.EMPTY.with(TEXT, "type").with(URL, "url").requiring("url");
    private static final Shape INPUT_CONTRACT =
            MapShape.EMPTY.with(TEXT, "id", "version").requiring("id", "version");
    private static final Shape OUTPUT_PORT = COMMON.with(TEXT, "name", "description", "type", "version", "contractId")
            .with(list(SBOM), "sbom")
            .with(list(INPUT_CONTRACT), "inputContracts")
            .requiring("name", "version");
    private static final Shape MANAGEMENT_PORT = COMMON.with(TEXT, "name", "content", "type", "channel", "description")
            .with(URL, "url")
            .requiring("name", "content");
    private static final Shape SUPPORT = COMMON.with(TEXT, "channel", "description", "tool", "scope")
            .with(URL, "url", "invitationUrl")
            .requiring("channel", "url");
    private static final Shape MEMBER = COMMON.with(
                    TEXT, "username", "name", "description", "role", "replacedByUsername")
            .with(DATE, "dateIn", "dateOut")
            .requiring("username");
    private static final Shape TEAM = COMMON.with(TEXT, "name", "description").with(list(MEMBER), "members");

    /** A whole document. Which kind and version of the standard it is, and which status, has rules of its own. */
    static final Shape DOCUMENT = COMMON.with(
                    TEXT, "apiVersion", "kind", "id", "name", "version", "status", "domain", "tenant")
            .with(DESCRIPTION, "description")
            .with(list(INPUT_PORT), "inputPorts")
            .with(list(OUTPUT_PORT), "outputPorts")
            .with(list(MANAGEMENT_PORT), "managementPorts")
            .with(list(SUPPORT), "support")
            .with(TEAM, "team")
            .with(DATE_TIME, "productCreatedTs")
            .requiring("apiVersion", "kind", "id", "status");

    private ProductShape() {}
}
