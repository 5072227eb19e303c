package dev.dpg.system.bench.load;

/**
 * Tells the readers what of the time to come is measured.
 *
 * @param fromNanos by {@link System#nanoTime}
 * @param toNanos by {@link System#nanoTime}
 */
public record SetSpan(long fromNanos, long toNanos) implements Task<Done> {
    @Override
    public Done perform(Workbench bench) {
        Followers followers = bench.keep(Followers.NAME, Followers.class, Followers::new);
        followers.span().set(fromNanos, toNanos);
        return new Done(followers.count());
    }

    @Override
    public Class<Done> answer() {
        return Done.class;
    }
}
