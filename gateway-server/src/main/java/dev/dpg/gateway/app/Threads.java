package dev.dpg.gateway.app;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes every thread of the gateway, each with a name that says whose it is. Whatever is made here is put on the stack that
 * ends it.
 */
final class Threads {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration IDLE_MAX = Duration.ofSeconds(60);

    private final CloseStack stack;

    Threads(CloseStack stack) {
        this.stack = stack;
    }

    /** Makes threads that their owner ends: {@code name-1}, {@code name-2}, … */
    ThreadFactory named(String name) {
        var numbers = new AtomicInteger();
        return task -> new Thread(task, name + "-" + numbers.incrementAndGet());
    }

    /** Runs tasks on at most so many threads; what waits is bounded by whoever uses it. */
    ExecutorService pool(String name, int threads) {
        return pool(name, threads, new LinkedBlockingQueue<>());
    }

    /** Runs tasks on at most so many threads; of those that wait, one too many is rejected. */
    ExecutorService pool(String name, int threads, int waitingMax) {
        return pool(name, threads, new LinkedBlockingQueue<>(waitingMax));
    }

    private ExecutorService pool(String name, int threads, BlockingQueue<Runnable> waiting) {
        var pool =
                new ThreadPoolExecutor(threads, threads, IDLE_MAX.toSeconds(), TimeUnit.SECONDS, waiting, named(name));
        pool.allowCoreThreadTimeOut(true);
        stack.add(() -> stop(pool));
        return pool;
    }

    /** Runs tasks one at a time, now or later. */
    ScheduledThreadPoolExecutor serial(String name) {
        var serial = new ScheduledThreadPoolExecutor(1, named(name));
        serial.setRemoveOnCancelPolicy(true);
        serial.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        stack.add(() -> stop(serial));
        return serial;
    }

    /** Event loops, on epoll where there is one. */
    EventLoopGroup eventLoops(String name, int threads) {
        IoHandlerFactory io = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        var loops = new MultiThreadIoEventLoopGroup(threads, named(name), io);
        stack.add(() -> loops.shutdownGracefully(0, STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .await(STOP_TIMEOUT.toMillis()));
        return loops;
    }

    /** The kind of socket that fits {@link #eventLoops}. */
    static Class<? extends ServerChannel> serverChannel() {
        return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    private static void stop(ExecutorService executor) throws InterruptedException {
        executor.shutdownNow();
        if (!executor.awaitTermination(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("a task goes on after it was interrupted");
        }
    }
}
