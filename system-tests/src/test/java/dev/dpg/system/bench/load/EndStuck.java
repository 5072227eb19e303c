package dev.dpg.system.bench.load;

/** Ends the readers of {@link OpenStuck}. */
public record EndStuck() implements Task<Done> {
    @Override
    public Done perform(Workbench bench) {
        Connections network = bench.take(OpenStuck.NAME, Connections.class);
        network.close();
        return new Done(network.count());
    }

    @Override
    public Class<Done> answer() {
        return Done.class;
    }
}
