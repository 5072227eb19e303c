package dev.dpg.gateway.contract;

import dev.dpg.gateway.product.Mask;
import dev.dpg.gateway.product.ValueKind;
import java.util.List;
import java.util.Optional;

/** Reads the mask that a property names: its custom property {@code masking}. Pure. */
final class MaskRules {
    private static final String MASKING = "masking";
    private static final String VALUE = "value";

    private MaskRules() {}

    /** Whether a property names a mask, be it a good one or not. {@code null} is one, in quotes or without. */
    static boolean isNamed(Section property) {
        return named(property).stream().anyMatch(custom -> custom.isNull(VALUE) || custom.has(VALUE));
    }

    /**
     * The mask; empty where none is named. One that there is not, or that does not fit the property, is a finding, and counts as
     * the mask that leaves nothing.
     *
     * @param kind what the property's values are
     */
    static Optional<Mask> read(Section property, String path, ValueKind kind, Findings findings) {
        List<Section> named = named(property);
        if (named.isEmpty()) {
            return Optional.empty();
        }
        if (named.size() > 1) {
            findings.add(
                    Rule.CONTRACT_CUSTOM_PROPERTY,
                    named.get(1).place(),
                    "The custom property " + MASKING + " is given a second time; the first is in line "
                            + named.get(0).place().line() + ".",
                    "Keep one of them.");
        }
        Section first = named.get(0);
        if (first.isNull(VALUE)) {
            return Optional.of(Mask.NULL);
        }
        return Optional.of(first.written(VALUE)
                .map(text -> mask(text, path, kind, findings))
                .orElse(Mask.NULL));
    }

    private static Mask mask(Text text, String path, ValueKind kind, Findings findings) {
        Optional<Mask> mask = Mask.parse(text.value());
        if (mask.isPresent() && mask.get().fits(kind)) {
            return mask.get();
        }
        String of = "the property " + Findings.quoted(path) + ", which is " + kind.kindName() + ".";
        findings.add(
                Rule.PROPERTY_MASKING,
                text.place(),
                mask.isEmpty()
                        ? "There is no mask " + Findings.quoted(text.value()) + " for " + of
                        : "The mask " + Findings.quoted(text.value()) + " does not fit " + of,
                "Use one of: " + Mask.fitting(kind) + "." + hint(kind));
        return Mask.NULL;
    }

    private static String hint(ValueKind kind) {
        return switch (kind) {
            case OBJECT -> " Else mask the properties within it.";
            case ARRAY -> " Else mask its items, or the properties within them.";
            default -> "";
        };
    }

    private static List<Section> named(Section property) {
        return property.sections("customProperties").stream()
                .filter(custom -> custom.text("property")
                        .filter(name -> name.value().equals(MASKING))
                        .isPresent())
                .toList();
    }
}
