package dev.dpg.gateway.contract;

import dev.dpg.gateway.contract.YamlNode.Kind;
import dev.dpg.gateway.contract.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Composes the parser's events to nodes. Home-made instead of the library's composer, which has no limit on depth, throws
 * at the first duplicate key, and whose limit on aliases counts references rather than what they expand to.
 */
final class YamlComposer {
    /** Nesting at most, aliases expanded. */
    static final int DEPTH_MAX = 64;
    /** Nodes at most, aliases expanded. */
    static final int NODES_MAX = 50_000;

    private static final ScalarResolver CORE = new CoreSchema().getScalarResolver();
    private static final Map<Tag, Kind> KINDS =
            Map.of(Tag.INT, Kind.INTEGER, Tag.FLOAT, Kind.NUMBER, Tag.BOOL, Kind.BOOLEAN, Tag.NULL, Kind.NULL);

    private final String file;
    private final Findings findings;
    private final Map<String, Composed> anchors = new HashMap<>();
    private int nodes;

    YamlComposer(String file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    /**
     * The root of the only document in the text.
     *
     * @throws RefusedException if it keeps to YAML's grammar but not to this gateway's rules about it
     * @throws org.snakeyaml.engine.v2.exceptions.YamlEngineException if it is not YAML
     */
    YamlNode compose(String text) throws RefusedException {
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(DocumentLint.BYTES_MAX)
                // All in one piece: the parser fails on a character of two units that lies across two pieces.
                .setBufferSize(text.length() + 2)
                .setParseComments(false)
                .build();
        Iterator<Event> events = new Parse(settings).parseString(text).iterator();
        events.next(); // the stream's start
        if (events.next().getEventId() == Event.ID.StreamEnd) {
            throw new RefusedException(
                    Rule.DOCUMENT_SYNTAX, Place.wholeOf(file), "The document is empty.", "Write one YAML document.");
        }
        YamlNode root = compose(events.next(), events, 1).node();
        events.next(); // the document's end
        Event next = events.next();
        if (next.getEventId() != Event.ID.StreamEnd) {
            throw refused(Rule.DOCUMENT_SYNTAX, next, "A second document begins here.", "Give it a file of its own.");
        }
        return root;
    }

    private Composed compose(Event event, Iterator<Event> events, int depth) throws RefusedException {
        if (event instanceof AliasEvent alias) {
            return expand(alias, depth);
        }
        count(event, 1, depth);
        Composed composed = switch (event.getEventId()) {
            case Scalar -> new Composed(scalar((ScalarEvent) event), 1, 1);
            case SequenceStart -> sequence((CollectionStartEvent) event, events, depth);
            case MappingStart -> mapping((CollectionStartEvent) event, events, depth);
            default -> throw refused(Rule.DOCUMENT_SYNTAX, event, "A value is expected here.", "Write one.");
        };
        if (event instanceof NodeEvent node) {
            node.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), composed));
        }
        return composed;
    }

    /** An anchor is known once its node is complete, so that no node can hold itself. */
    private Composed expand(AliasEvent alias, int depth) throws RefusedException {
        Optional<Composed> target = alias.getAnchor().map(anchor -> anchors.get(anchor.getValue()));
        if (target.isEmpty()) {
            throw refused(
                    Rule.DOCUMENT_SYNTAX,
                    alias,
                    "The alias names no anchor that is complete before it.",
                    "Define the anchor first, or write the value out.");
        }
        count(alias, target.get().size(), depth + target.get().height() - 1);
        return target.get();
    }

    private Composed sequence(CollectionStartEvent start, Iterator<Event> events, int depth) throws RefusedException {
        plainCollection(start, Tag.SEQ);
        List<YamlNode> items = new ArrayList<>();
        int size = 1;
        int height = 1;
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            Composed item = compose(event, events, depth + 1);
            items.add(item.node());
            size += item.size();
            height = Math.max(height, 1 + item.height());
        }
        return new Composed(new YamlNode.Sequence(line(start), column(start), items), size, height);
    }

    private Composed mapping(CollectionStartEvent start, Iterator<Event> events, int depth) throws RefusedException {
        plainCollection(start, Tag.MAP);
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        int size = 1;
        int height = 1;
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            if (!(compose(event, events, depth + 1).node() instanceof Scalar key)) {
                throw refused(Rule.DOCUMENT_SYNTAX, event, "A key has to be a text.", "Write a plain word as the key.");
            }
            Composed value = compose(events.next(), events, depth + 1);
            put(entries, new YamlNode.Entry(key, value.node()), event);
            size += 1 + value.size();
            height = Math.max(height, 1 + value.height());
        }
        return new Composed(new YamlNode.Mapping(line(start), column(start), entries), size, height);
    }

    /** The first of several equal keys counts; the others are found, and reading goes on. */
    private void put(Map<String, YamlNode.Entry> entries, YamlNode.Entry entry, Event event) {
        YamlNode.Entry first = entries.putIfAbsent(entry.key().text(), entry);
        if (first != null) {
            findings.add(
                    Rule.DOCUMENT_DUPLICATE_KEY,
                    place(event),
                    "The key " + Findings.quoted(entry.key().text())
                            + " stands here a second time; the first is in line "
                            + first.key().line() + ".",
                    "Keep one of them.");
        }
    }

    private Scalar scalar(ScalarEvent event) throws RefusedException {
        String tag = event.getTag().orElse("");
        Kind kind = Kind.TEXT;
        if (tag.isEmpty() && event.isPlain()) {
            kind = KINDS.getOrDefault(CORE.resolve(event.getValue(), true), Kind.TEXT);
        } else if (!tag.isEmpty() && !tag.equals("!") && !tag.equals(Tag.STR.getValue())) {
            throw unexpectedTag(event, tag);
        }
        return new Scalar(line(event), column(event), kind, event.getValue());
    }

    private void plainCollection(CollectionStartEvent event, Tag expected) throws RefusedException {
        String tag = event.getTag().orElse("!");
        if (!tag.equals("!") && !tag.equals(expected.getValue())) {
            throw unexpectedTag(event, tag);
        }
    }

    private RefusedException unexpectedTag(Event event, String tag) {
        return refused(
                Rule.DOCUMENT_SYNTAX,
                event,
                "The tag " + Findings.quoted(tag) + " has no meaning in these documents.",
                "Leave it out, or put the value in quotes where a text is meant.");
    }

    private void count(Event event, int more, int depth) throws RefusedException {
        nodes += more;
        if (depth > DEPTH_MAX) {
            throw refused(
                    Rule.DOCUMENT_LIMIT,
                    event,
                    "The document is nested deeper than " + DEPTH_MAX + " levels here.",
                    "Make it flatter.");
        }
        if (nodes > NODES_MAX) {
            throw refused(
                    Rule.DOCUMENT_LIMIT,
                    event,
                    "The document has more than " + NODES_MAX + " values here, with every alias written out.",
                    "Make it smaller.");
        }
    }

    private RefusedException refused(Rule rule, Event event, String problem, String remedy) {
        return new RefusedException(rule, place(event), problem, remedy);
    }

    private Place place(Event event) {
        return new Place(file, line(event), column(event), "");
    }

    private static int line(Event event) {
        return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    private static int column(Event event) {
        return event.getStartMark().map(mark -> mark.getColumn() + 1).orElse(0);
    }

    /** A node with its size in nodes and its height in levels, aliases expanded. */
    private record Composed(YamlNode node, int size, int height) {}

    /** The document cannot be read any further. Never leaves {@link YamlReader}. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final Rule rule;
        private final transient Place place;
        private final String problem;
        private final String remedy;

        RefusedException(Rule rule, Place place, String problem, String remedy) {
            super(problem, null, false, false);
            this.rule = rule;
            this.place = place;
            this.problem = problem;
            this.remedy = remedy;
        }

        Rule rule() {
            return rule;
        }

        Place place() {
            return place;
        }

        String problem() {
            return problem;
        }

        String remedy() {
            return remedy;
        }
    }
}
