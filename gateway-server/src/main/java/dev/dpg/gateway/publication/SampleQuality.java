package dev.dpg.gateway.publication;

import dev.dpg.gateway.codec.RecordCodec;
import dev.dpg.gateway.codec.RecordCodecs;
import dev.dpg.gateway.codec.SchemaSource;
import dev.dpg.gateway.codec.UnreadableValueException;
import dev.dpg.gateway.contract.CompiledPort;
import dev.dpg.gateway.contract.Finding;
import dev.dpg.gateway.contract.LintedPort;
import dev.dpg.gateway.contract.RecordRule;
import dev.dpg.gateway.contract.RecordRule.Check;
import dev.dpg.gateway.contract.Rule;
import dev.dpg.gateway.draft.SampledRecord;
import dev.dpg.gateway.filter.Evaluation;
import dev.dpg.gateway.filter.FilterCompiler;
import dev.dpg.gateway.filter.StoredBytes;
import dev.dpg.gateway.filter.Verdict;
import dev.dpg.gateway.log.Clusters;
import dev.dpg.gateway.log.RecordLog;
import dev.dpg.gateway.log.TopicDescription;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.product.Binding;
import dev.dpg.gateway.product.Lifecycle.State;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.publication.TopicSample.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Holds the newest records of topics to contracts that are about to be published. Thread-safe; blocks. */
public final class SampleQuality {
    private static final int PLAN_RECORDS_MAX = 10_000;
    private static final Duration PLAN_TIME_MAX = Duration.ofSeconds(10);
    private static final long BYTES_MAX = 64L * 1024 * 1024;
    private static final int APPLY_RECORDS_MAX = 100;
    private static final Duration APPLY_TIME_MAX = Duration.ofSeconds(2);

    private final Clusters clusters;
    private final SchemaSource schemas;
    private final InstantSource clock;

    /**
     * @param clusters where topics are read
     * @param schemas knows the schemas that values name
     * @param clock tells when enough time was spent
     */
    public SampleQuality(Clusters clusters, SchemaSource schemas, InstantSource clock) {
        this.clusters = clusters;
        this.schemas = schemas;
        this.clock = clock;
    }

    /**
     * Over so many records as a plan is worth.
     *
     * @param ports how many share the time
     */
    SampleReport forPlan(LintedPort port, int ports) {
        return check(port, PLAN_RECORDS_MAX, PLAN_TIME_MAX.dividedBy(ports));
    }

    /**
     * Over a few records, so that publishing stays quick.
     *
     * @param ports how many share the time
     */
    SampleReport forApply(LintedPort port, int ports) {
        return check(port, APPLY_RECORDS_MAX, APPLY_TIME_MAX.dividedBy(ports));
    }

    private SampleReport check(LintedPort linted, int recordsMax, Duration timeMax) {
        if (linted.terms().status() == State.DRAFT) {
            return SampleReport.NONE;
        }
        CompiledPort port = linted.port();
        RecordCodec codec =
                RecordCodecs.of(port.binding().format(), port.schema(), RecordType.of(port.fields()), schemas);
        Judging judging = new Judging(linted, codec);
        List<SampledRecord> records = newest(port.binding(), new Limits(recordsMax, BYTES_MAX, timeMax));
        SampledSchemas.await(records, port.schema(), schemas);
        Instant deadline = clock.instant().plus(timeMax);
        for (SampledRecord record : records) {
            judging.judge(record);
            if (!clock.instant().isBefore(deadline)) {
                break; // patterns and expressions may be slow; what was judged is what is told
            }
        }
        return judging.report();
    }

    private List<SampledRecord> newest(Binding binding, Limits limits) {
        RecordLog log = clusters.named(binding.cluster());
        return await(log.describe(binding.topic()))
                .map(topic -> TopicSample.newest(log, topic, clock, limits).records())
                .orElse(List.of());
    }

    private static Optional<TopicDescription> await(CompletionStage<Optional<TopicDescription>> answer) {
        try {
            return answer.toCompletableFuture().join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            throw failed;
        }
    }

    /** One judging of one port; collects as it goes. */
    private static final class Judging {
        private final LintedPort port;
        private final RecordCodec codec;
        private final List<RuleTally> tallies = new ArrayList<>();
        private final Map<RuleTally, Evaluation> expressions = new LinkedHashMap<>();
        private final List<Finding> findings = new ArrayList<>();
        private final RecordCheck check;
        private long sampled;
        private long undecodable;

        Judging(LintedPort port, RecordCodec codec) {
            this.port = port;
            this.codec = codec;
            Map<String, List<RuleTally>> byPath = new LinkedHashMap<>();
            for (RecordRule rule : port.terms().rules()) {
                RuleTally tally = new RuleTally(rule);
                if (rule.check() instanceof Check.Expression expression) {
                    compile(tally, expression.text());
                } else {
                    tallies.add(tally);
                    byPath.computeIfAbsent(rule.path(), path -> new ArrayList<>())
                            .add(tally);
                }
            }
            this.check = new RecordCheck(CheckedValue.record(codec.type(), byPath));
        }

        private void compile(RuleTally tally, String text) {
            try {
                expressions.put(
                        tally,
                        FilterCompiler.compile(
                                        text,
                                        codec,
                                        FilterCompiler.keyKind(
                                                port.port().fields(),
                                                port.port().keyFields()))
                                .evaluation());
                tallies.add(tally);
            } catch (ProblemException bad) {
                findings.add(new Finding(
                        Rule.CONTRACT_QUALITY_EXPRESSION,
                        tally.rule().place(),
                        "The expression is refused: " + bad.problem().message() + ".",
                        "Correct it: it is an expression over value, key and time that is true of a good record."));
            }
        }

        void judge(SampledRecord record) {
            tallies.forEach(RuleTally::begin);
            check.begin();
            byte[] value = record.value();
            if (value == null) {
                return; // a tombstone says nothing about values
            }
            sampled++;
            try {
                codec.read(value, 0, value.length, check);
            } catch (UnreadableValueException unreadable) {
                undecodable++;
                return;
            }
            byte[] key = record.key();
            var facts = new Evaluation.Facts(
                    key == null ? null : new StoredBytes(key, 0, key.length),
                    new StoredBytes(value, 0, value.length),
                    record.time(),
                    Map::of);
            expressions.forEach((tally, evaluation) -> tally.verdict(evaluation.judge(facts) == Verdict.MATCH));
            tallies.forEach(RuleTally::end);
        }

        SampleReport report() {
            if (sampled == 0) {
                findings.add(new Finding(
                        Rule.CONTRACT_SAMPLE_EMPTY,
                        port.terms().versionPlace(),
                        "The topic has no record yet that the contract could be held against.",
                        "Plan again when there are some."));
                return new SampleReport(List.of(), 0, 0, findings);
            }
            List<QualityResult> results = new ArrayList<>();
            QualityResult type = new QualityResult("type", "", sampled, undecodable, true);
            results.add(type);
            if (type.broken()) {
                findings.add(new Finding(
                        Rule.CONTRACT_SAMPLE_UNREADABLE,
                        port.terms().versionPlace(),
                        undecodable + " of the newest " + sampled + " records cannot be read as "
                                + port.port().binding().format().standardName() + " with these properties.",
                        "Correct the format (servers[].format) or the properties' types."));
            }
            for (RuleTally tally : tallies) {
                results.add(tally.result());
                judge(tally.rule(), tally.result());
            }
            return new SampleReport(results, sampled, undecodable, findings);
        }

        private void judge(RecordRule rule, QualityResult result) {
            if (result.failed() == 0) {
                return;
            }
            boolean blocks = result.broken() && result.blocking();
            findings.add(new Finding(
                    blocks ? Rule.CONTRACT_QUALITY_BROKEN : Rule.CONTRACT_QUALITY_FAILURES,
                    rule.place(),
                    result.failed() + " of " + result.checked() + " records break the rule " + rule.rule()
                            + (rule.path().isEmpty() ? "" : " of " + rule.path()) + ".",
                    "Correct the records, or promise less."));
        }
    }
}
