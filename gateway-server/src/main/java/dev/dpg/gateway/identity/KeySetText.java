package dev.dpg.gateway.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what an issuer publishes of its keys (RFC 7517). Pure but for the log. */
final class KeySetText {
    private static final Logger LOG = LoggerFactory.getLogger(KeySetText.class);
    private static final int KEYS_MAX = 100;

    private KeySetText() {}

    /**
     * The keys that tokens can be verified with, by their ids. Others are left out: those for other purposes, of kinds or with
     * algorithms that are not allowed, without an id, too weak, or with the id of one before.
     *
     * @param issuer for the log
     * @param allowed a key that does not say its algorithm has the first of these that fits it
     * @throws IllegalArgumentException if the text is no key set
     */
    static Map<String, VerificationKey> keys(String issuer, byte[] text, List<SignatureAlgorithm> allowed) {
        JsonNode listed = StrictJson.object(text).path("keys");
        if (!listed.isArray() || listed.size() > KEYS_MAX) {
            throw new IllegalArgumentException("no key set of at most " + KEYS_MAX + " keys");
        }
        Map<String, VerificationKey> keys = new HashMap<>();
        for (JsonNode one : listed) {
            try {
                JWK key = JWK.parse(one.toString());
                if (isForSignatures(key) && key.getKeyID() != null) {
                    algorithm(key, allowed)
                            .ifPresent(
                                    algorithm -> keys.putIfAbsent(key.getKeyID(), VerificationKey.of(key, algorithm)));
                }
            } catch (ParseException | IllegalArgumentException unfit) {
                LOG.debug("A key of issuer {} is left out", issuer, unfit);
            }
        }
        return Map.copyOf(keys);
    }

    private static boolean isForSignatures(JWK key) {
        return (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
                && (key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY));
    }

    /** The one algorithm of a key: the one that it names, else the first that fits. */
    private static Optional<SignatureAlgorithm> algorithm(JWK key, List<SignatureAlgorithm> allowed) {
        return allowed.stream()
                .filter(algorithm -> algorithm.fits(key))
                .filter(algorithm -> key.getAlgorithm() == null
                        || SignatureAlgorithm.named(key.getAlgorithm().getName())
                                .equals(Optional.of(algorithm)))
                .findFirst();
    }
}
