package dev.dpg.client;

import dev.dpg.client.internal.resume.Action;
import dev.dpg.client.internal.resume.CallFailure;
import dev.dpg.client.internal.resume.HandledLedger;
import dev.dpg.client.internal.resume.HeldBatch;
import dev.dpg.client.internal.resume.StreamPlan;
import dev.dpg.client.internal.stream.CallTemplate;
import dev.dpg.client.internal.stream.GatewayCalls;
import dev.dpg.client.internal.stream.SerialExecutor;
import dev.dpg.client.internal.stream.StreamDriver;
import dev.dpg.client.internal.stream.StreamSink;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * The part of a read that may outlive its cursor until the cleaner comes: it must not know the cursor. The stream's serial
 * queue puts items in, the one reading thread takes them out; the flow-control window bounds how many there are.
 */
final class ReadStream implements StreamSink, AutoCloseable {
    /** What the reading thread gets. */
    sealed interface Item {}

    /** Records, of a product by its pinned name. */
    record Batch(String product, HeldBatch held) implements Item {}

    /** Records are missing here. */
    record Skipped(HeldBatch held) implements Item {}

    /** All was read. */
    record Complete() implements Item {}

    /** It cannot go on. */
    record Failed(CallFailure failure) implements Item {}

    /** It was closed before it was complete. */
    record Closed() implements Item {}

    private static final System.Logger LOG = System.getLogger(RecordCursor.class.getName());

    private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();
    private final SerialExecutor queue;
    private final HandledLedger ledger;
    private final StreamDriver driver;
    private final Consumer<Gap> gapListener;
    private final ExpiryWatch expiry = new ExpiryWatch();
    private volatile Runnable whenOver = () -> {};
    private volatile String pinnedProduct;

    ReadStream(ClientRuntime runtime, StreamPlan plan, CallTemplate template, Consumer<Gap> gapListener) {
        this.gapListener = gapListener;
        ledger = new HandledLedger(plan.start());
        pinnedProduct = template.product();
        queue = runtime.queue();
        driver = runtime.stream(GatewayCalls.Kind.READ, template, plan, queue, this);
    }

    /** Begins. Once. */
    void start(Runnable whenOver) {
        this.whenOver = whenOver;
        queue.execute(driver::start);
    }

    /** Waits for what comes next. */
    Item take() throws InterruptedException {
        return items.take();
    }

    /** The reading thread has all records of a batch. */
    void finished(HeldBatch batch) {
        ledger.finished(batch);
        queue.execute(driver::batchHandled);
    }

    /** The reading thread has come to a gap. What the listener throws comes out of the read, and the gap is not behind it. */
    void reached(Skipped skipped) {
        HeldBatch held = skipped.held();
        held.gap().map(Gap::of).ifPresent(gap -> {
            LOG.log(System.Logger.Level.WARNING, () -> pinnedProduct + ": " + gap);
            gapListener.accept(gap);
        });
        ledger.finished(held);
    }

    /** Right after the last record read. */
    Position position() {
        return Position.of(ledger.position());
    }

    @Override
    public void accept(Action.Output output) {
        if (output instanceof Action.Opened opened) {
            pinnedProduct = opened.product();
        } else if (output instanceof Action.Deliver deliver) {
            items.add(new Batch(pinnedProduct, ledger.received(deliver.batch())));
        } else if (output instanceof Action.Mark mark) {
            ledger.marked(mark.position());
        } else if (output instanceof Action.Skip skip) {
            items.add(new Skipped(ledger.skipped(skip.gap(), skip.behind())));
        } else if (output instanceof Action.ReportLag lag) {
            warnOfExpiry(lag.expiresIn());
        } else if (output instanceof Action.ReportRetry retry) {
            logRetry(retry);
        } else if (output instanceof Action.Complete) {
            items.add(new Complete());
            whenOver.run();
        } else if (output instanceof Action.Fail fail) {
            items.add(new Failed(fail.failure()));
            whenOver.run();
        }
    }

    /** Ends the read; who waits for more hears so. From any thread, returns at once, more than once is fine. */
    void cancel() {
        tellReader();
        queue.execute(this::end);
    }

    /** {@link #cancel()}, and waits until the call is cancelled. Not on the stream's queue, and not once its client is closed. */
    @Override
    public void close() {
        tellReader();
        CompletableFuture.runAsync(this::end, queue).join();
    }

    private void tellReader() {
        items.clear();
        items.add(new Closed());
    }

    private void end() {
        driver.close();
        whenOver.run();
    }

    private void warnOfExpiry(Optional<Duration> expiresIn) {
        if (expiry.isNews(expiresIn)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    () -> pinnedProduct + ": retention overtakes this read in "
                            + expiresIn.orElseThrow().toSeconds() + " s if it stays as slow");
        }
    }

    private void logRetry(Action.ReportRetry retry) {
        CallFailure failure = retry.failure();
        LOG.log(
                retry.tries() == 1 ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
                () -> pinnedProduct + ": reading was interrupted: " + failure.code() + " " + failure.message()
                        + "; next try in "
                        + Duration.ofNanos(retry.afterNanos()).toMillis() + " ms");
    }
}
