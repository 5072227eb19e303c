package dev.dpg.cli.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dpg.cli.data.ShownRecord.Notes;
import dev.dpg.cli.data.ShownRecord.ShownError;
import dev.dpg.cli.data.ShownRecord.ShownHeader;
import dev.dpg.cli.terminal.JsonText;
import dev.dpg.client.DpgRecord;
import dev.dpg.client.Encoding;
import dev.dpg.client.Payload;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records of the SDK as they are shown. */
final class ShownRecords {
    private ShownRecords() {}

    static ShownRecord of(DpgRecord record) {
        return new ShownRecord(
                record.partition(),
                record.offset(),
                record.time(),
                json(record.key()),
                json(record.value()),
                notes(record));
    }

    private static Notes notes(DpgRecord record) {
        List<DpgRecord.Header> headers = record.headers();
        Optional<DpgRecord.DecodeError> error = record.decodeError();
        if (!record.isTombstone() && headers.isEmpty() && error.isEmpty()) {
            return Notes.NONE;
        }
        return new Notes(
                record.isTombstone(),
                headers.stream()
                        .map(header -> new ShownHeader(header.key(), headerValue(header.value())))
                        .toList(),
                error.map(why -> new ShownError(why.reason().name(), why.message()))
                        .orElse(null));
    }

    private static @Nullable String json(Optional<Payload> payload) {
        if (payload.isEmpty()) {
            return null;
        }
        if (payload.get().encoding() == Encoding.RAW) {
            return '"' + base64(payload.get().bytes()) + '"';
        }
        String text = payload.get().text();
        var compact = new StringBuilder(text.length());
        JsonText.appendCompact(compact, text);
        return compact.toString();
    }

    private static String headerValue(Optional<Payload> value) {
        if (value.isEmpty()) {
            return "null";
        }
        byte[] bytes = value.get().bytes();
        var json = new StringBuilder();
        try {
            JsonText.appendString(
                    json, UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException binary) {
            json.append("{\"base64\":\"").append(base64(bytes)).append("\"}");
        }
        return json.toString();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
