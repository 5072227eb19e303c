package dev.dpg.system.bench.load;

/** Ends the readers of {@link OpenRaw}. */
public record EndRaw() implements Task<Done> {
    @Override
    public Done perform(Workbench bench) throws Exception {
        bench.take(OpenRaw.NAME, AutoCloseable.class).close();
        return new Done(1);
    }

    @Override
    public Class<Done> answer() {
        return Done.class;
    }
}
