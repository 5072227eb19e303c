package dev.dpg.gateway.contract;

import dev.dpg.gateway.product.Document;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Makes nodes of a document's bytes. What is not YAML becomes a finding; nothing is thrown. */
final class YamlReader {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Document document;
    private final Findings findings;

    private YamlReader(Document document, Findings findings) {
        this.document = document;
        this.findings = findings;
    }

    /** The document's root; empty where there are findings that leave nothing to go on with. */
    static Optional<YamlNode> read(Document document, Findings findings) {
        YamlReader reader = new YamlReader(document, findings);
        return reader.text().flatMap(reader::compose);
    }

    private Optional<String> text() {
        int size = document.content().length;
        if (size > DocumentLint.BYTES_MAX) {
            findings.add(
                    Rule.DOCUMENT_SIZE,
                    Place.wholeOf(document.fileName()),
                    "The document is larger than " + DocumentLint.BYTES_MAX + " bytes.",
                    "Make it smaller, for instance by giving each port a contract document of its own.");
            return Optional.empty();
        }
        CharBuffer characters = CharBuffer.allocate(size);
        ByteBuffer bytes = ByteBuffer.wrap(document.content());
        CoderResult result = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(bytes, characters, true);
        String text = characters.flip().toString();
        if (result.isError()) {
            findings.add(
                    Rule.DOCUMENT_ENCODING,
                    placeOfEnd(text),
                    "The bytes from here on are not UTF-8.",
                    "Save the document in UTF-8.");
            return Optional.empty();
        }
        boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        return Optional.of(marked ? text.substring(1) : text);
    }

    private Optional<YamlNode> compose(String text) {
        try {
            return Optional.of(new YamlComposer(document.fileName(), findings).compose(text));
        } catch (YamlComposer.RefusedException refused) {
            findings.add(refused.rule(), refused.place(), refused.problem(), refused.remedy());
        } catch (MarkedYamlEngineException broken) {
            Place place = broken.getProblemMark()
                    .or(broken::getContextMark)
                    .map(mark -> new Place(document.fileName(), mark.getLine() + 1, mark.getColumn() + 1, ""))
                    .orElseGet(() -> Place.wholeOf(document.fileName()));
            findings.add(
                    Rule.DOCUMENT_SYNTAX, place, describe(broken), "Correct the YAML at this place or just before.");
        } catch (ReaderException broken) {
            String before = text.substring(0, Math.min(broken.getPosition(), text.length()));
            findings.add(
                    Rule.DOCUMENT_ENCODING,
                    placeOfEnd(before),
                    String.format("The character U+%04X is not allowed in YAML.", broken.getCodePoint()),
                    "Take it out, or write it as an escape within double quotes.");
        } catch (YamlEngineException broken) {
            findings.add(
                    Rule.DOCUMENT_SYNTAX,
                    Place.wholeOf(document.fileName()),
                    "The document is not YAML 1.2: " + Findings.quoted(String.valueOf(broken.getMessage())) + ".",
                    "Correct it.");
        }
        return Optional.empty();
    }

    /** What the parser says: what it was reading, what it expected and what it found. */
    private static String describe(MarkedYamlEngineException broken) {
        String problem = String.valueOf(broken.getProblem()).strip().replaceAll("\\s+", " ");
        // The parser's type says that its context may not be null; its exceptions leave it out all the same.
        String context =
                Optional.ofNullable(broken.getContext()).map(String::strip).orElse("");
        return "Not valid YAML" + (context.isEmpty() ? "" : " (" + context + ")") + ": " + problem + ".";
    }

    private Place placeOfEnd(String text) {
        int line = 1 + (int) text.chars().filter(character -> character == '\n').count();
        int column = text.length() - text.lastIndexOf('\n');
        return new Place(document.fileName(), line, column, "");
    }
}
