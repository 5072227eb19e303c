package dev.dpg.cli.login;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The clock of a login. */
public interface Pauses extends InstantSource {
    /** That of this machine. */
    Pauses REAL = new Pauses() {
        @Override
        public void pause(Duration time) throws InterruptedException {
            var unused = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public Instant instant() {
            return Instant.now();
        }
    };

    /** Lets time pass. */
    void pause(Duration time) throws InterruptedException;
}
