package dev.dpg.gateway.view;

import dev.dpg.gateway.codec.Salt;
import dev.dpg.gateway.filter.Filter;
import dev.dpg.gateway.product.Mask;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a caller may not have of a product, whatever is asked for. Rows come first, on values as they are stored, then masks;
 * what the caller wants ({@link Wanted}, fields, encoding) is applied to what is left. Equal where they leave the same, so that
 * readers with equal ones share what is made for them. Immutable.
 *
 * @param masks what becomes of properties, by their paths as they stand in the contract's fields; empty for none
 * @param salt what texts are hashed with; {@link Salt#NONE} where no mask hashes
 * @param rows what records fulfil to be given; one that does not, or on which it fails, is not told from an offset without a
 *     record. Empty for all records
 * @param keyFields paths of the properties that form the records' keys; not kept without masks
 */
public record Restrictions(Map<String, Mask> masks, Salt salt, Optional<Filter> rows, List<String> keyFields) {
    /** Everything may be had. */
    public static final Restrictions NONE = new Restrictions(Map.of(), Salt.NONE, Optional.empty(), List.of());

    /**
     * Keeps of these what makes a difference.
     *
     * @throws IllegalArgumentException where a mask hashes and there is no salt
     */
    public Restrictions {
        masks = Map.copyOf(masks);
        boolean hashes = masks.values().stream().anyMatch(Mask.Hash.class::isInstance);
        if (hashes && salt.equals(Salt.NONE)) {
            throw new IllegalArgumentException("a mask hashes and there is no salt");
        }
        salt = hashes ? salt : Salt.NONE;
        keyFields = masks.isEmpty() ? List.of() : List.copyOf(keyFields);
    }

    /** What becomes of keys. */
    enum KeyCare {
        /** They are given as ever. */
        AS_STORED,
        /** Of their text the hash is given: that of the property, where the key is one property. */
        HASHED,
        /** They are not given. */
        LEFT_OUT
    }

    /** Whether there are none. */
    public boolean isNone() {
        return masks.isEmpty() && rows.isEmpty();
    }

    /**
     * What becomes of keys. Where nothing is known of what they are made of, they are not given beside masks; nor where a mask
     * of theirs is not a hash.
     */
    KeyCare key() {
        if (masks.isEmpty()) {
            return KeyCare.AS_STORED;
        }
        if (keyFields.isEmpty()) {
            return KeyCare.LEFT_OUT;
        }
        List<Mask> concerned = masks.entrySet().stream()
                .filter(masked -> keyFields.stream().anyMatch(field -> isWithin(field, masked.getKey())))
                .map(Map.Entry::getValue)
                .toList();
        if (concerned.isEmpty()) {
            return KeyCare.AS_STORED;
        }
        return concerned.stream().allMatch(Mask.Hash.class::isInstance) ? KeyCare.HASHED : KeyCare.LEFT_OUT;
    }

    /** Masked properties, sorted, that a path of property names leads to, into, or past; the empty path leads past all. */
    List<String> touchedBy(String path) {
        return masks.keySet().stream()
                .filter(masked -> {
                    String names = masked.replace("[]", "");
                    return path.isEmpty() || isWithin(path, names) || isWithin(names, path);
                })
                .sorted()
                .toList();
    }

    private static boolean isWithin(String path, String outer) {
        return path.equals(outer) || path.startsWith(outer + ".");
    }
}
