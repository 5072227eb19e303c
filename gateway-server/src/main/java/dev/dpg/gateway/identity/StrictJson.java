package dev.dpg.gateway.identity;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON of which there must be one understanding only: UTF-8, no name twice in an object, nothing behind the value,
 * not nested deeply. Thread-safe.
 */
final class StrictJson {
    private static final int DEPTH_MAX = 32;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MAX)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /**
     * The object that these bytes are.
     *
     * @throws IllegalArgumentException if they are none; without a word of what they are
     */
    static JsonNode object(byte[] bytes) {
        JsonNode read;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            read = MAPPER.readTree(text);
        } catch (CharacterCodingException | JsonProcessingException e) {
            // Without the cause: its text holds what was read.
            throw new IllegalArgumentException("no JSON object, or one that has a name twice");
        }
        if (!read.isObject()) {
            throw new IllegalArgumentException("no JSON object");
        }
        return read;
    }
}
