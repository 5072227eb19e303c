package dev.dpg.gateway.contract;

/**
 * What a rule has to say about a document.
 *
 * @param rule the rule that is not kept
 * @param place where in which document
 * @param message what is wrong: a sentence
 * @param remedy what to do about it: a sentence
 */
public record Finding(Rule rule, Place place, String message, String remedy) {
    /** Whether documents can be published like this. */
    public enum Severity {
        /** They cannot. */
        BLOCKING,
        /** They can, but readers would be better off otherwise. */
        WARNING
    }

    /** Whether the documents can be published like this. */
    public Severity severity() {
        return rule.severity();
    }

    /** Whether it stands in the way of publishing. */
    public boolean blocks() {
        return severity() == Severity.BLOCKING;
    }

    /** One line for a person: place, message, remedy and rule. */
    @Override
    public String toString() {
        return place + ": " + message + " " + remedy + " [" + rule.id() + "]";
    }
}
