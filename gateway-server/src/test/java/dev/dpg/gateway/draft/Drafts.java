package dev.dpg.gateway.draft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.contract.CompiledPort;
import dev.dpg.gateway.contract.DocumentLint;
import dev.dpg.gateway.contract.DomainScope;
import dev.dpg.gateway.contract.Finding;
import dev.dpg.gateway.contract.LintResult;
import dev.dpg.gateway.draft.DraftSubject.Words;
import dev.dpg.gateway.product.Document;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.PortName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Drafts of records, and what they come to. */
final class Drafts {
    private static final DomainScope SALES =
            new DomainScope("sales", "Order Management", List.of("main", "other"), List.of("sales."));
    private static final Words WORDS = new Words("", "Order Management", "orders@example.com", "", "What was ordered.");

    private Drafts() {}

    /** A subject of which everything is known but whether it is compacted. */
    static DraftSubject subject() {
        return subject(Optional.empty());
    }

    /** A subject with a cleanup policy. */
    static DraftSubject subject(Optional<Boolean> compacted) {
        return new DraftSubject(
                PortName.parse("sales.orders").orElseThrow(), "sales.orders", "main", true, compacted, WORDS);
    }

    /** Values without a key. */
    static List<SampledRecord> values(String... values) {
        return Stream.of(values).map(value -> record(null, value)).toList();
    }

    /** A record of texts. */
    static SampledRecord record(@Nullable String key, @Nullable String value) {
        return new SampledRecord(bytes(key), bytes(value));
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    /** The draft of values. */
    static Draft of(String... values) {
        return of(values(values));
    }

    /** The draft of records. */
    static Draft of(List<SampledRecord> records) {
        return Drafting.of(subject(), records, RegistrySight.NONE);
    }

    /** The text of a document. */
    static String text(Document document) {
        return new String(document.content(), StandardCharsets.UTF_8);
    }

    /** The port that the documents describe, of which no finding may block. */
    static CompiledPort port(Draft draft) {
        LintResult result = new DocumentLint(List.of(SALES)).lint(draft.product(), List.of(draft.contract()));
        assertThat(result.findings())
                .filteredOn(Finding::blocks)
                .as(text(draft.contract()))
                .isEmpty();
        return result.ports().get(0);
    }

    /** The fields of a draft in short: {@code path type} and {@code !} where required. */
    static List<String> fields(Draft draft) {
        return port(draft).fields().stream().map(Drafts::inShort).collect(Collectors.toCollection(ArrayList::new));
    }

    private static String inShort(Field field) {
        return field.path() + " " + field.type().standardName() + (field.required() ? "!" : "");
    }
}
