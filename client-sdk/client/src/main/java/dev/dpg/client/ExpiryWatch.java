package dev.dpg.client;

import java.time.Duration;
import java.util.Optional;

/**
 * Decides when it is worth a word that retention is about to overtake a reader: once when it is near, and again only after it
 * was far. Owned by whoever hears the reports, one at a time.
 */
final class ExpiryWatch {
    /** Time enough for a person to look, and rare enough on products that are kept for hours. */
    static final Duration NEAR = Duration.ofMinutes(10);

    private static final Duration FAR = NEAR.multipliedBy(2);

    private boolean told;

    /** Whether this report is the one to tell. */
    boolean isNews(Optional<Duration> expiresIn) {
        if (expiresIn.isEmpty() || expiresIn.get().compareTo(FAR) > 0) {
            told = false;
            return false;
        }
        boolean isNews = !told && expiresIn.get().compareTo(NEAR) < 0;
        told |= isNews;
        return isNews;
    }
}
