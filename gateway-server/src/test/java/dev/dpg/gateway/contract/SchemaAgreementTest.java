package dev.dpg.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.JsonSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the published JSON Schemas reject is never accepted here: good documents, spoilt in one place after the other. */
class SchemaAgreementTest {
    private static final int ROUNDS = 200;
    /** One of so many spoilt documents is tried; {@code -Ddpg.test.spoilt-share=1} tries all. */
    private static final int SHARE = 5;

    private static final List<Object> SPOILERS = List.of(
            Tree.NOTHING,
            7,
            -1,
            1.5,
            true,
            "text",
            "",
            "2026-13-45",
            List.of(),
            List.of("x"),
            List.of(7),
            Map.of("other", 1));

    @Test
    void theGoodDocumentsAreGood() {
        assertThat(Standards.accepts(Standards.product(), Tree.of(RichDocuments.PRODUCT)))
                .isTrue();
        assertThat(Standards.accepts(Standards.contract(), Tree.of(RichDocuments.CONTRACT)))
                .isTrue();
        assertThat(Samples.lint(RichDocuments.PRODUCT, RichDocuments.CONTRACT).findings())
                .isEmpty();
    }

    @Test
    void aProductThatTheSchemaRejectsIsRefused() {
        spoilEverywhere(
                Standards.product(),
                Tree.of(RichDocuments.PRODUCT),
                text -> Samples.lint(text, RichDocuments.CONTRACT).blocking());
    }

    @Test
    void aContractThatTheSchemaRejectsIsRefused() {
        spoilEverywhere(
                Standards.contract(),
                Tree.of(RichDocuments.CONTRACT),
                text -> Samples.lint(RichDocuments.PRODUCT, text).blocking());
    }

    @Test
    void documentsSpoiltInSeveralPlacesAreRefusedToo() {
        long seed = Long.getLong("dpg.test.seed", new Random().nextLong());
        Random random = new Random(seed);
        JsonSchema schema = Standards.contract();
        for (int round = 0; round < ROUNDS; round++) {
            Object tree = Tree.of(RichDocuments.CONTRACT);
            for (int wounds = 1 + random.nextInt(3); wounds > 0; wounds--) {
                List<List<Object>> paths = paths(tree);
                tree = spoilt(tree, paths.get(random.nextInt(paths.size())), random.nextInt(SPOILERS.size() + 2));
            }
            String text = Standards.json(tree);
            if (!Standards.accepts(schema, tree)) {
                assertThat(Samples.lint(RichDocuments.PRODUCT, text).blocking())
                        .as("seed %d, round %d: %s", seed, round, text)
                        .isTrue();
            }
        }
    }

    private static void spoilEverywhere(JsonSchema schema, Object good, Predicate<String> refused) {
        long seed = Long.getLong("dpg.test.seed", new Random().nextLong());
        Random random = new Random(seed);
        int share = Integer.getInteger("dpg.test.spoilt-share", SHARE);
        List<String> accepted = new ArrayList<>();
        int rejected = 0;
        for (List<Object> path : paths(good)) {
            for (int how = 0; how < SPOILERS.size() + 2; how++) {
                if (random.nextInt(share) > 0) {
                    continue;
                }
                Object tree = spoilt(good, path, how);
                if (!Standards.accepts(schema, tree)) {
                    rejected++;
                    if (!refused.test(Standards.json(tree))) {
                        accepted.add(path + " spoilt by " + how);
                    }
                }
            }
        }
        assertThat(accepted).as("seed %d", seed).isEmpty();
        assertThat(rejected).as("seed %d", seed).isGreaterThan(500 / share);
    }

    private static List<List<Object>> paths(Object tree) {
        List<List<Object>> paths = new ArrayList<>();
        Tree.each(tree, List.of(), (path, value) -> paths.add(path));
        return paths;
    }

    /** What is at the path is another value, or taken out, or gets a key that nobody knows. */
    private static Object spoilt(Object tree, List<Object> path, int how) {
        if (how == SPOILERS.size() + 1) {
            return Tree.at(tree, path) instanceof Map<?, ?> ? Tree.replaced(tree, Tree.with(path, "more"), "x") : tree;
        }
        @Nullable Object value = how == SPOILERS.size() ? null : SPOILERS.get(how);
        return Tree.replaced(tree, path, value);
    }
}
