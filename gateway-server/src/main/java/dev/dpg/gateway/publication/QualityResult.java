package dev.dpg.gateway.publication;

/**
 * How a sample keeps one rule of a contract.
 *
 * @param rule {@code required}, {@code type}, a logicalTypeOptions' name, or the name of a quality entry
 * @param path the property's path; empty for a rule of the whole record
 * @param checked records that it was held against
 * @param failed of those, the ones that break it
 * @param blocking whether failures stand in the way, by the rule's severity
 */
public record QualityResult(String rule, String path, long checked, long failed, boolean blocking) {
    private static final int CHECKED_MIN = 10;

    /**
     * Whether the rule does not describe the records at all: more than two thirds of at least ten break it. Less may be a few bad
     * records among good ones, which readers are told of one by one.
     */
    boolean broken() {
        return checked >= CHECKED_MIN && failed * 3 > checked * 2;
    }
}
