package dev.dpg.system.faults.check;

/**
 * A promise was broken.
 *
 * @param what where and how
 */
public record Violation(Promise promise, String what) {
    @Override
    public String toString() {
        return promise + " " + what;
    }
}
