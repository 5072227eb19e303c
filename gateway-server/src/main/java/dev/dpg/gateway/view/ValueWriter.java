package dev.dpg.gateway.view;

import dev.dpg.gateway.codec.EncodingSink;
import dev.dpg.gateway.codec.MaskPlan;
import dev.dpg.gateway.codec.MaskingSink;
import dev.dpg.gateway.codec.RecordCodec;
import dev.dpg.gateway.codec.SelectingSink;
import dev.dpg.gateway.codec.UnreadableValueException;
import dev.dpg.gateway.codec.UnreadableValueException.Cause;
import dev.dpg.gateway.codec.ValueSink;
import dev.dpg.gateway.codec.WireBuffer;
import dev.dpg.gateway.view.RecordForm.KeyForm;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Turns stored values into what is given: the stored text itself where that is what is asked for, else what the codec pushes to a
 * sink. The result stays until the next value. Not thread-safe.
 */
final class ValueWriter {
    private final RecordCodec codec;
    private final boolean textAsStored;
    private final EncodingSink encoder;
    private final @Nullable SelectingSink selecting;
    private final @Nullable MaskingSink masking;
    private final ValueSink sink;
    private final JsonText json = new JsonText();
    private final WireBuffer stored = new WireBuffer(0);
    private final WireBuffer encoded = new WireBuffer(0);

    private WireBuffer result = encoded;
    private int from;

    /**
     * Makes a writer.
     *
     * @param textAsStored whether text that is JSON already stays as it is
     * @param selection what is given of a value; null for all
     * @param masks what becomes of its properties before that; null where they stay as they are, else text does not
     */
    ValueWriter(
            RecordCodec codec,
            boolean textAsStored,
            EncodingSink encoder,
            SelectingSink.@Nullable Node selection,
            @Nullable MaskPlan masks) {
        this.codec = codec;
        this.textAsStored = textAsStored;
        this.encoder = encoder;
        this.selecting = selection == null ? null : new SelectingSink(selection, encoder);
        ValueSink given = selecting == null ? encoder : selecting;
        this.masking = masks == null ? null : new MaskingSink(masks, given);
        this.sink = masking == null ? given : masking;
    }

    /** Encodes a value; answers what becomes of the record where it is not readable. */
    @Nullable
    RecordForm encode(ByteBuffer value, KeyForm key) {
        stored.rewindTo(0);
        stored.writeBytes(value);
        try {
            int text = textAsStored ? codec.jsonText(stored.array(), 0, stored.size()) : RecordCodec.NO_JSON_TEXT;
            if (text != RecordCodec.NO_JSON_TEXT) {
                result = stored;
                from = text;
                int fault = json.firstFault(stored.array(), text, stored.size());
                return fault == JsonText.VALID ? null : RecordForm.invalidText(key, fault, stored.size() - text);
            }
            transcode();
            return null;
        } catch (UnreadableValueException unreadable) {
            return masking == null ? RecordForm.unreadable(key, unreadable) : RecordForm.masked(key, unreadable);
        } catch (RuntimeException | StackOverflowError unexpected) {
            // A mistake of ours, which must not end the streams of all who read the partition whenever they come back.
            String what = "reading it fails within the gateway, by "
                    + unexpected.getClass().getSimpleName();
            UnreadableValueException fault = new UnreadableValueException(Cause.INVALID_VALUE, what);
            return masking == null ? RecordForm.unreadable(key, fault) : RecordForm.masked(key, fault);
        }
    }

    private void transcode() throws UnreadableValueException {
        result = encoded;
        from = 0;
        encoded.rewindTo(0);
        encoder.begin(encoded);
        if (selecting != null) {
            selecting.reset();
        }
        if (masking != null) {
            masking.reset();
        }
        codec.read(stored.array(), 0, stored.size(), sink);
    }

    /** Bytes of the value encoded last. */
    int size() {
        return result.size() - from;
    }

    void writeTo(WireBuffer out) {
        out.writeBytes(result.array(), from, result.size());
    }
}
