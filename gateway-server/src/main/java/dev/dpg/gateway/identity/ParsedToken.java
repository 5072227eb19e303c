package dev.dpg.gateway.identity;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A token taken apart (RFC 7515, RFC 7519); nothing in it is believed yet. Of its header only the algorithm and the key's id
 * are used: keys, certificates and addresses that it brings along prove nothing.
 *
 * @param algorithm that it claims to be signed with
 * @param keyId of the key that it claims to be signed with
 * @param claims an object in which no name is twice
 * @param signed the bytes that are signed
 * @param signature as it was sent
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record ParsedToken(SignatureAlgorithm algorithm, String keyId, JsonNode claims, byte[] signed, byte[] signature) {
    /** Characters at most. */
    static final int LENGTH_MAX = 8 * 1024;

    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_-]*");
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");
    private static final int PARTS = 3;
    private static final int PARTS_OF_ENCRYPTED = 5;

    /** @throws dev.dpg.gateway.problem.ProblemException {@code BAD_TOKEN_SIGNATURE} for whatever is no signed token */
    static ParsedToken of(String token) {
        if (token.length() > LENGTH_MAX) {
            throw TokenRefusals.refused(
                    "it has more than " + LENGTH_MAX + " characters; ask for one with fewer claims");
        }
        String[] parts = token.split("\\.", -1);
        if (parts.length == PARTS_OF_ENCRYPTED) {
            throw TokenRefusals.refused("it is encrypted; send a signed one (JWS)");
        }
        if (parts.length != PARTS) {
            throw TokenRefusals.refused("it is no JSON Web Token; send one, not an opaque token");
        }
        JsonNode header = object("header", parts[0]);
        SignatureAlgorithm algorithm = algorithm(header);
        requireUnderstood(header);
        byte[] signature = bytes("signature", parts[2]);
        if (signature.length == 0) {
            throw TokenRefusals.refused("it is not signed");
        }
        byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
        return new ParsedToken(algorithm, keyId(header), object("payload", parts[1]), signed, signature);
    }

    private static SignatureAlgorithm algorithm(JsonNode header) {
        String named = header.path("alg").asText();
        if (named.toLowerCase(Locale.ROOT).equals("none")) {
            throw TokenRefusals.refused("it is not signed");
        }
        return SignatureAlgorithm.named(named)
                .orElseThrow(() -> TokenRefusals.refused(
                        "its algorithm is none that is taken; tokens are signed with an issuer's private key"));
    }

    private static void requireUnderstood(JsonNode header) {
        if (header.has("crit")) {
            throw TokenRefusals.refused("it asks for extensions (crit), of which none is understood here");
        }
        if (header.has("cty")) {
            throw TokenRefusals.refused("it holds another token (cty); send that one");
        }
        if (!TYPES.contains(header.path("typ").asText().toLowerCase(Locale.ROOT))) {
            throw TokenRefusals.refused("it does not say that it is an access token: typ must be JWT or at+jwt");
        }
    }

    private static String keyId(JsonNode header) {
        JsonNode id = header.path("kid");
        if (!id.isTextual()) {
            throw TokenRefusals.refused("it does not say which key it is signed with (kid)");
        }
        return id.asText();
    }

    private static JsonNode object(String name, String part) {
        try {
            return StrictJson.object(bytes(name, part));
        } catch (IllegalArgumentException e) {
            throw TokenRefusals.refused("its " + name + " is " + e.getMessage());
        }
    }

    private static byte[] bytes(String name, String part) {
        if (!PART.matcher(part).matches()) {
            throw TokenRefusals.refused("its " + name + " is not in base64url");
        }
        try {
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException e) {
            throw TokenRefusals.refused("its " + name + " is not in base64url");
        }
    }
}
