package dev.dpg.gateway.contract;

import static dev.dpg.gateway.contract.Shape.ANY;
import static dev.dpg.gateway.contract.Shape.DATE;
import static dev.dpg.gateway.contract.Shape.DATE_TIME;
import static dev.dpg.gateway.contract.Shape.NUMBER;
import static dev.dpg.gateway.contract.Shape.SINGLE;
import static dev.dpg.gateway.contract.Shape.TEXT;
import static dev.dpg.gateway.contract.Shape.list;

import java.util.regex.Pattern;

/**
 * What ODCS v3.1 allows, as its published JSON Schema says (odcs-json-schema-v3.1.0.json): keys, kinds of values and what is
 * required. A test holds the two together. Here are the document and its smaller parts; properties, servers and quality have
 * files of their own.
 */
final class ContractShape {
    static final Shape ID =
            Shape.text(Pattern.compile("^[A-Za-z0-9_-]+$"), "an id of letters, digits, \"_\" and \"-\"");
    static final Shape TAGS = list(TEXT);
    static final Shape CUSTOM_PROPERTIES = list(MapShape.EMPTY
            .with(ID, "id")
            .with(TEXT, "property", "description")
            .with(ANY, "value")
            .requiring("property", "value"));
    static final Shape DEFINITIONS = list(MapShape.EMPTY
            .with(ID, "id")
            .with(TEXT, "url", "type", "description")
            .requiring("url", "type"));

    static final Shape ROLE = MapShape.EMPTY
            .with(ID, "id")
            .with(TEXT, "role", "description", "access", "firstLevelApprovers", "secondLevelApprovers")
            .with(CUSTOM_PROPERTIES, "customProperties")
            .requiring("role");
    private static final Shape DESCRIPTION = MapShape.EMPTY
            .with(TEXT, "usage", "purpose", "limitations")
            .with(DEFINITIONS, "authoritativeDefinitions")
            .with(CUSTOM_PROPERTIES, "customProperties")
            .opened();
    private static final Shape SUPPORT = MapShape.EMPTY
            .with(ID, "id")
            .with(TEXT, "channel", "url", "description", "tool", "scope", "invitationUrl")
            .with(CUSTOM_PROPERTIES, "customProperties")
            .requiring("channel");
    private static final Shape PRICE =
            MapShape.EMPTY.with(ID, "id").with(NUMBER, "priceAmount").with(TEXT, "priceCurrency", "priceUnit");
    private static final MapShape TEAM_COMMON = MapShape.EMPTY
            .with(ID, "id")
            .with(TEXT, "name", "description")
            .with(TAGS, "tags")
            .with(CUSTOM_PROPERTIES, "customProperties")
            .with(DEFINITIONS, "authoritativeDefinitions");
    private static final Shape MEMBER = TEAM_COMMON
            .with(TEXT, "username", "role", "replacedByUsername")
            .with(DATE, "dateIn", "dateOut")
            .requiring("username");
    private static final Shape TEAM = Shape.listOr(list(MEMBER), TEAM_COMMON.with(list(MEMBER), "members"));
    private static final Shape SERVICE_LEVEL = MapShape.EMPTY
            .with(ID, "id")
            .with(TEXT, "property", "unit", "element", "driver", "description", "scheduler", "schedule")
            .with(SINGLE, "value", "valueExt")
            .requiring("property", "value");

    /** A whole document. Which kind and version of the standard it is, and which status, has rules of its own. */
    static final Shape DOCUMENT = MapShape.EMPTY
            .with(TEXT, "version", "kind", "apiVersion", "id", "name", "tenant", "status", "dataProduct", "domain")
            .with(TEXT, "slaDefaultElement")
            .with(TAGS, "tags")
            .with(list(ServerShape.SERVER), "servers")
            .with(DESCRIPTION, "description")
            .with(list(PropertyShape.ENTRY), "schema")
            .with(list(SUPPORT), "support")
            .with(PRICE, "price")
            .with(TEAM, "team")
            .with(list(ROLE), "roles")
            .with(list(SERVICE_LEVEL), "slaProperties")
            .with(DEFINITIONS, "authoritativeDefinitions")
            .with(CUSTOM_PROPERTIES, "customProperties")
            .with(DATE_TIME, "contractCreatedTs")
            .requiring("version", "apiVersion", "kind", "id", "status");

    private ContractShape() {}
}
