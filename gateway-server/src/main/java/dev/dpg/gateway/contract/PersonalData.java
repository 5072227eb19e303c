package dev.dpg.gateway.contract;

import java.util.Locale;
import java.util.Optional;

/**
 * Personal data is published with a mask, or not at all: whoever may read a product without it gets the mask's values. A property
 * is personal data by a tag {@code pii} or {@code pii.*}, or by a classification that begins with {@code pii} or
 * {@code personal}. Pure.
 */
final class PersonalData {
    private PersonalData() {}

    static void check(Section property, String path, Findings findings) {
        Optional<Text> why = property.texts("tags").stream()
                .filter(tag -> tag.value().equals("pii") || tag.value().startsWith("pii."))
                .findFirst()
                .or(() -> property.text("classification").filter(PersonalData::isPersonal));
        if (why.isPresent() && !MaskRules.isNamed(property)) {
            findings.add(
                    Rule.PROPERTY_MASK,
                    why.get().place(),
                    "The property " + Findings.quoted(path) + " is personal data ("
                            + Findings.cut(why.get().value()) + ") and has no mask.",
                    "Add the custom property masking to it, for instance {property: masking, value: redact}.");
        }
    }

    private static boolean isPersonal(Text classification) {
        String word = classification.value().toLowerCase(Locale.ROOT);
        return word.startsWith("pii") || word.startsWith("personal");
    }
}
