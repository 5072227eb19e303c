package dev.dpg.system.bench.scenario;

import dev.dpg.system.bench.load.FollowStreams;
import dev.dpg.system.bench.stage.RunningGateway;
import dev.dpg.system.bench.stage.Scene;
import dev.dpg.system.bench.stage.Stage;
import dev.dpg.system.bench.stage.Worker;
import dev.dpg.system.fixture.GatewaySetup;
import java.util.ArrayList;
import java.util.List;

/** Eighty readers follow a product alone; then they do so beside somebody who is a nuisance, in turns. */
final class Beside implements Scenario {
    private static final int HEALTHY = 80;
    private static final int CONNECTIONS = 4;
    private static final int BYTES = 100;
    private static final String ALONE = "healthy alone";

    private final String name;
    private final String port;
    private final String topic;
    private final Maker nuisances;

    /**
     * Makes one that was not measured yet.
     *
     * @param name also of the figures
     * @param port of the product that healthy readers read
     */
    Beside(String name, String port, Maker nuisances) {
        this.name = name;
        this.port = port;
        this.topic = "test." + port;
        this.nuisances = nuisances;
    }

    /** Makes a nuisance. */
    interface Maker {
        /** Makes one that has not begun. */
        Nuisance on(Ground ground);
    }

    /**
     * Where a nuisance takes place.
     *
     * @param product what healthy readers read
     * @param load what is written to it
     */
    record Ground(Scene scene, RunningGateway gateway, String product, TailLoad load) {
        static final int PARTITIONS = 4;
        static final int PER_SECOND = 20_000;

        /** The domain of somebody else. */
        static final String OTHER_DOMAIN = "others";
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isShort() {
        return false;
    }

    @Override
    public Outcome run(Stage stage, Effort effort) throws Exception {
        stage.createTopic(topic, Ground.PARTITIONS);
        try (Scene scene = stage.scene(name)) {
            RunningGateway gateway = scene.gateway(Beside::settings, port);
            Worker readers = scene.worker("gateway readers");
            TailLoad load = new TailLoad(scene, topic, Ground.PARTITIONS, Ground.PER_SECOND, BYTES);
            Nuisance nuisance = nuisances.on(new Ground(scene, gateway, topic, load));
            TailSide alone = healthy(ALONE, gateway, readers);
            TailSide beside = healthy("beside them", gateway, readers);
            load.warmUp(alone, effort);
            Runs runs = new Runs();
            List<Budgets.Most> most = new ArrayList<>();
            for (int round = 1; round <= effort.rounds(); round++) {
                load.measure(alone, effort, runs, round);
                for (int i = 0; i < 2; i++) {
                    Budgets budgets = Budgets.watch(gateway.metrics());
                    nuisance.begin();
                    load.measure(beside, effort, runs, round);
                    runs.fault(round, name, nuisance.end());
                    most.add(budgets.most());
                }
                load.measure(alone, effort, runs, round);
            }
            return runs.outcome(name, figures(runs, beside.name(), most));
        } finally {
            stage.deleteTopic(topic);
        }
    }

    private List<Figure> figures(Runs runs, String beside, List<Budgets.Most> most) {
        return List.of(
                Figure.held(
                        name + ", healthy readers' throughput",
                        "x",
                        runs.ratios(beside, ALONE, TailLoad.DELIVERED),
                        Target.atLeast(0.95, 0.99)),
                Figure.held(
                        name + ", healthy readers' p99",
                        "x",
                        runs.ratios(beside, ALONE, TailLoad.P99),
                        Target.atMost(1.3, 1.1)),
                // Beyond its limit batches get small; at half as much again nobody is given any.
                Figure.held(
                        name + ", in flight / its limit",
                        "x",
                        most.stream().map(Budgets.Most::inFlight).toList(),
                        Target.atMost(1.5, 1)),
                Figure.held(
                        name + ", direct memory / its limit",
                        "x",
                        most.stream().map(Budgets.Most::direct).toList(),
                        Target.atMost(1, 0.8)));
    }

    /** All clients are of one machine here. */
    private static GatewaySetup settings(GatewaySetup setup) {
        return setup.listening("connection: { per-address-max: 5000 }").withDomain(Ground.OTHER_DOMAIN);
    }

    private TailSide healthy(String side, RunningGateway gateway, Worker worker) {
        return new TailSide(
                side,
                Scene.GATEWAY,
                worker,
                HEALTHY,
                true,
                first -> new FollowStreams(gateway.address(), topic, Ground.PARTITIONS, first, HEALTHY, CONNECTIONS));
    }
}
