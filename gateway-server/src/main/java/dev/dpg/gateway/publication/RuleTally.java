package dev.dpg.gateway.publication;

import dev.dpg.gateway.contract.RecordRule;
import dev.dpg.gateway.contract.RecordRule.Check;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;

/** Holds the records of a sample to one rule, and counts. Not thread-safe. */
final class RuleTally {
    private final RecordRule rule;
    private final Set<String> seen = new HashSet<>();
    private boolean touched;
    private boolean broken;
    private long checked;
    private long failed;

    RuleTally(RecordRule rule) {
        this.rule = rule;
    }

    RecordRule rule() {
        return rule;
    }

    /** A record begins. */
    void begin() {
        touched = false;
        broken = false;
    }

    /** The record is whole, and counts. */
    void end() {
        checked += touched ? 1 : 0;
        failed += touched && broken ? 1 : 0;
    }

    QualityResult result() {
        return new QualityResult(rule.rule(), rule.path(), checked, failed, rule.blocking());
    }

    /** A value is there. */
    void present() {
        if (rule.check() instanceof Check.Present) {
            verdict(true);
        }
    }

    /** A value is null, or not there. */
    void absent() {
        if (rule.check() instanceof Check.Present || rule.check() instanceof Check.NoneOf) {
            verdict(false);
        }
    }

    /** A number or a time, as {@link Check.Bound} has it. */
    void number(BigDecimal value) {
        if (rule.check() instanceof Check.Bound bound) {
            int order = value.compareTo(bound.bound()) * (bound.upper() ? 1 : -1);
            verdict(bound.exclusive() ? order < 0 : order <= 0);
        } else if (rule.check() instanceof Check.MultipleOf multiple) {
            verdict(value.remainder(multiple.factor()).signum() == 0);
        }
    }

    /** A number that is infinite, or none. */
    void noNumber() {
        if (rule.check() instanceof Check.Bound || rule.check() instanceof Check.MultipleOf) {
            verdict(false);
        }
    }

    /** A text. */
    void text(String value) {
        if (rule.check() instanceof Check.Size size) {
            int length = value.codePointCount(0, value.length());
            verdict(length >= size.min() && length <= size.max());
        } else if (rule.check() instanceof Check.Matches matches) {
            verdict(BoundedText.matches(matches.pattern(), value));
        } else if (rule.check() instanceof Check.OneOf one) {
            verdict(one.texts().contains(value));
        } else if (rule.check() instanceof Check.NoneOf none) {
            verdict(!none.texts().contains(value));
        }
    }

    /** Any single value, as a text that tells it from others. */
    void identity(String value) {
        if (rule.check() instanceof Check.Unique) {
            verdict(seen.add(value));
        }
    }

    /** A list. */
    void list(int items, boolean different) {
        if (rule.check() instanceof Check.Size size) {
            verdict(items >= size.min() && items <= size.max());
        } else if (rule.check() instanceof Check.DifferentItems) {
            verdict(different);
        }
    }

    /** What was found out elsewhere. */
    void verdict(boolean kept) {
        touched = true;
        broken |= !kept;
    }
}
