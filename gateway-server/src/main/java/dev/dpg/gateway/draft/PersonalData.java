package dev.dpg.gateway.draft;

import dev.dpg.gateway.draft.TextTraits.Trait;
import dev.dpg.gateway.product.FieldType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a property is probably about people, by its name or by what its texts look like. A suspicion, for its author to judge:
 * it would rather suspect too much.
 */
enum PersonalData {
    EMAIL("email", "e_?mail(_address|_addr)?|mail_address", Suits.TEXT),
    PHONE("phone", "(tele)?phone|tel|mobile|msisdn|fax|cell_?phone|whats_?app", Suits.NUMBER),
    IBAN("bank_account", "iban|bank_account|account_holder|sort_code", Suits.NUMBER),
    CARD("payment_card", "credit_?card|debit_?card|card_(number|no|holder)|cvv|cvc", Suits.NUMBER),
    NATIONAL_ID(
            "national_id",
            "ssn|social_security|passport|national_id|tax_(id|number)|driv(er|ing)s?_licen[cs]e|personal_(id|number|code)",
            Suits.NUMBER),
    BIRTH("birth", "birth_?(date|day|year|place)?|date_of_birth|dob|born(_on|_at)?", Suits.DATE),
    IP_ADDRESS(
            "ip_address",
            "ip|ipv[46]|ip_?addr(ess)?|(client|remote|source|user)_ip|remote_addr|mac_addr(ess)?|imei",
            Suits.TEXT),
    NAME(
            "name",
            "(first|last|full|middle|given|family|maiden|birth|nick|person|contact|customer|user|passenger|patient|employee|"
                    + "member|guest|holder|recipient|cardholder)_?name|fore_?name|sur_?name|login|signature",
            Suits.TEXT),
    GENDER("gender", "gender|sex", Suits.TEXT),
    ADDRESS(
            "address",
            "(street|postal|home|billing|shipping|delivery|residential|mailing)_?(address|name|number|no)?|address(_?line)?"
                    + "(_?\\d)?|house_?(number|no)|post_?code|postal_?code|zip(_?code)?",
            Suits.TEXT);

    private static final Pattern BORDERS =
            Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[^\\p{L}\\p{N}]+");
    /** A part of the texts that look like it is enough: people write other things into such fields, too. */
    private static final int LOOKS_LIKE_ONE_IN = 2;

    private final String tag;
    private final Pattern name;
    private final Suits suits;

    PersonalData(String tag, String name, Suits suits) {
        this.tag = "pii." + tag;
        this.name = Pattern.compile("(^|.*_)(" + name + ")(_(number|no|hash|value|raw|\\d))*");
        this.suits = suits;
    }

    /** Which types its values can have. */
    private enum Suits {
        TEXT,
        NUMBER,
        DATE;

        private boolean accepts(FieldType type) {
            return switch (type) {
                case STRING -> true;
                case INTEGER -> this != TEXT;
                case DATE, TIMESTAMP -> this == DATE;
                default -> false;
            };
        }
    }

    /** What its texts look like, where that can be seen. */
    private Set<Trait> traits() {
        return switch (this) {
            case EMAIL -> Set.of(Trait.EMAIL);
            case PHONE -> Set.of(Trait.PHONE);
            case IBAN -> Set.of(Trait.IBAN);
            case CARD -> Set.of(Trait.CARD);
            case IP_ADDRESS -> Set.of(Trait.IPV4, Trait.IPV6);
            case NATIONAL_ID, BIRTH, NAME, GENDER, ADDRESS -> Set.of();
        };
    }

    /** What a property of this name and type is, by its name alone. */
    static Optional<PersonalData> byName(String name, FieldType type) {
        String words = words(name);
        return Arrays.stream(values())
                .filter(data -> data.suits.accepts(type))
                .filter(data -> data.name.matcher(words).matches())
                .findFirst();
    }

    /** What a property is whose texts look like this. */
    static Optional<PersonalData> byTexts(TextTraits seen, long texts) {
        return Arrays.stream(values())
                .filter(data -> texts > 0
                        && data.traits().stream().mapToLong(seen::count).sum() * LOOKS_LIKE_ONE_IN >= texts)
                .findFirst();
    }

    /** Whether an object of this name is an address as a whole. */
    static boolean isAddress(String name) {
        return ADDRESS.name.matcher(words(name)).matches();
    }

    /** The tag, for instance {@code pii.email}. */
    String tag() {
        return tag;
    }

    /**
     * How readers without a right to it should see it, as it is written in a contract: texts that tell people apart stay
     * comparable, the rest is taken away.
     */
    String masking(FieldType type) {
        if (type != FieldType.STRING) {
            return "redact";
        }
        return switch (this) {
            case EMAIL, PHONE, IBAN, CARD, NATIONAL_ID, IP_ADDRESS -> "hash";
            case BIRTH, NAME, GENDER, ADDRESS -> "redact";
        };
    }

    /** What to say of a property that is probably this. */
    static String note(PersonalData data) {
        return "suspected personal data (" + data.words()
                + "): confirm tag, classification and masking, or take them out";
    }

    /** In words. */
    String words() {
        return tag.substring("pii.".length()).replace('_', ' ');
    }

    private static String words(String name) {
        return String.join("_", BORDERS.split(name)).toLowerCase(Locale.ROOT);
    }
}
