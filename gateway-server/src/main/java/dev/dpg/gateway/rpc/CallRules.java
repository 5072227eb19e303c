package dev.dpg.gateway.rpc;

import static java.util.Map.entry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rule of each call, by its full name. There is no default: a call that is not here is refused, and a test refuses a service
 * that has one.
 */
final class CallRules {
    private static final Map<String, CallRule> RULES = Map.ofEntries(
            entry("grpc.health.v1.Health/Check", CallRule.ANYBODY),
            entry("grpc.health.v1.Health/Watch", CallRule.ANYBODY),
            entry("grpc.reflection.v1.ServerReflection/ServerReflectionInfo", CallRule.KNOWN),
            entry("grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", CallRule.KNOWN),
            entry("dpg.v1.CatalogService/GetProduct", CallRule.KNOWN),
            entry("dpg.v1.CatalogService/ListDomains", CallRule.KNOWN),
            entry("dpg.v1.CatalogService/ListProducts", CallRule.KNOWN),
            entry("dpg.v1.CatalogService/WatchProducts", CallRule.KNOWN),
            entry("dpg.v1.SchemaService/CheckCompatibility", CallRule.KNOWN),
            entry("dpg.v1.SchemaService/GetDescriptorSet", CallRule.KNOWN),
            entry("dpg.v1.SchemaService/GetSchema", CallRule.KNOWN),
            entry("dpg.v1.SchemaService/ListSchemaVersions", CallRule.KNOWN),
            // A grant, or belonging to the domain.
            entry("dpg.v1.DataService/Read", CallRule.KNOWN),
            entry("dpg.v1.DataService/Subscribe", CallRule.KNOWN),
            entry("dpg.v1.DataService/ResolvePosition", CallRule.KNOWN),
            // Owners and developers of the domain.
            entry("dpg.v1.ProductService/PlanProduct", CallRule.KNOWN),
            entry("dpg.v1.ProductService/ApplyProduct", CallRule.KNOWN),
            entry("dpg.v1.ProductService/DraftProduct", CallRule.KNOWN),
            // Owners of the domain.
            entry("dpg.v1.ProductService/DeprecateProduct", CallRule.KNOWN),
            entry("dpg.v1.ProductService/RetireProduct", CallRule.KNOWN),
            // One's own requests and grants; owners and stewards of the domain.
            entry("dpg.v1.AccessService/RequestAccess", CallRule.KNOWN),
            entry("dpg.v1.AccessService/ListAccessRequests", CallRule.KNOWN),
            entry("dpg.v1.AccessService/DecideAccess", CallRule.KNOWN),
            entry("dpg.v1.AccessService/ListGrants", CallRule.KNOWN),
            entry("dpg.v1.AccessService/RevokeGrant", CallRule.KNOWN),
            entry("dpg.v1.AccessService/ExplainAccess", CallRule.KNOWN),
            entry("dpg.v1.AdminService/ListSessions", CallRule.OPERATOR),
            entry("dpg.v1.AdminService/CloseSession", CallRule.OPERATOR),
            entry("dpg.v1.AdminService/Drain", CallRule.OPERATOR));

    private CallRules() {}

    /** The rule of a call; null: it has none. Streams of products' own services are as those of all products. */
    static @Nullable CallRule of(String fullMethodName) {
        CallRule rule = RULES.get(fullMethodName);
        return rule == null && TypedServices.isStream(fullMethodName) ? CallRule.KNOWN : rule;
    }
}
