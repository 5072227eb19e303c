package dev.dpg.gateway.fakes;

import dev.dpg.gateway.codec.RecordCodec;
import dev.dpg.gateway.codec.RecordCodecs;
import dev.dpg.gateway.codec.SchemaSource;
import dev.dpg.gateway.codec.Selection;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.SchemaOrigin;
import dev.dpg.gateway.view.Encoding;
import dev.dpg.gateway.view.View;
import dev.dpg.gateway.view.Wanted;
import java.util.List;

/** Views of a product whose values are any JSON text; equal where their encodings and limits are. */
public final class SampleViews {
    private static final RecordCodec TEXT =
            RecordCodecs.of(PayloadFormat.JSON, SchemaOrigin.NONE, new RecordType(List.of()), SchemaSource.NONE);

    private SampleViews() {}

    /** A view of whole records. */
    public static View of(Encoding encoding, int recordBytesMax) {
        return new View(TEXT, encoding, Selection.ALL, Wanted.ALL, recordBytesMax);
    }
}
