package dev.dpg.gateway.catalog;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.dpg.gateway.contract.CompiledPort;
import dev.dpg.gateway.contract.GuardedFields;
import dev.dpg.gateway.product.Binding;
import dev.dpg.gateway.product.Document;
import dev.dpg.gateway.product.Edge;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.FieldType;
import dev.dpg.gateway.product.Mask;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.PortName;
import dev.dpg.gateway.product.SchemaOrigin;
import dev.dpg.gateway.product.SchemaOrigin.Framing;
import dev.dpg.gateway.product.SemanticVersion;
import dev.dpg.gateway.product.ValueKind;
import dev.dpg.store.v1.DefaultStart;
import dev.dpg.store.v1.StoredDocument;
import dev.dpg.store.v1.StoredSchema;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The stored form of a port and its parts. Pure; what can't be understood is an {@link IllegalArgumentException}. */
final class PortCodec {
    private PortCodec() {}

    static dev.dpg.store.v1.PublishedPort encode(PublishedPort port) {
        return dev.dpg.store.v1.PublishedPort.newBuilder()
                .setName(port.name().toString())
                .setVersion(port.version().toString())
                .setProductVersion(port.productVersion().toString())
                .setTitle(port.title())
                .setDescription(port.description())
                .setOwner(port.owner())
                .addAllSupport(port.support())
                .addAllTags(port.tags())
                .addAllFields(port.fields().stream().map(PortCodec::encode).toList())
                .addAllKeyFields(port.keyFields())
                .setCluster(port.binding().cluster())
                .setTopic(port.binding().topic())
                .setFormat(port.binding().format().standardName())
                .setSchema(encode(port.schema()))
                .setLifecycle(LifecycleCodec.encode(port.lifecycle()))
                .setDefaultStart(encode(port.defaultStart()))
                .setCompacted(port.compacted())
                .setApplyTime(encode(port.applyTime()))
                .setProductDocument(encode(port.productDocument()))
                .setContractDocument(encode(port.contractDocument()))
                .setFieldsGuarded(true)
                .addAllRetiredNumbers(
                        port.retiredNumbers().stream().map(PortCodec::encode).toList())
                .build();
    }

    static PublishedPort decode(dev.dpg.store.v1.PublishedPort stored) {
        PayloadFormat format = PayloadFormat.ofStandardName(stored.getFormat())
                .orElseThrow(() -> new IllegalArgumentException("an unknown payload format"));
        CompiledPort content = new CompiledPort(
                name(stored.getName()),
                version(stored.getVersion()),
                version(stored.getProductVersion()),
                stored.getTitle(),
                stored.getDescription(),
                stored.getOwner(),
                stored.getSupportList(),
                stored.getTagsList(),
                fields(stored),
                stored.getKeyFieldsList(),
                new Binding(stored.getCluster(), stored.getTopic(), format),
                decode(stored.getSchema()),
                decode(stored.getDefaultStart()),
                stored.getCompacted(),
                decode(stored.getProductDocument()),
                decode(stored.getContractDocument()));
        return FieldNumbers.completed(new PublishedPort(
                content,
                LifecycleCodec.decode(stored.getLifecycle()),
                decode(stored.getApplyTime()),
                stored.getRetiredNumbersList().stream().map(PortCodec::decode).toList()));
    }

    /** Versions stored before masks were kept with their fields have them in the contract alone. */
    private static List<Field> fields(dev.dpg.store.v1.PublishedPort stored) {
        List<Field> fields =
                stored.getFieldsList().stream().map(PortCodec::decode).toList();
        return stored.getFieldsGuarded() ? fields : GuardedFields.of(fields, decode(stored.getContractDocument()));
    }

    static Timestamp encode(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }

    static Instant decode(Timestamp stored) {
        try {
            return Instant.ofEpochSecond(stored.getSeconds(), stored.getNanos());
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("no time", e);
        }
    }

    static PortName name(String stored) {
        return PortName.parse(stored)
                .filter(name -> name.major().isPresent())
                .orElseThrow(() -> new IllegalArgumentException("no pinned name"));
    }

    static SemanticVersion version(String stored) {
        return SemanticVersion.parse(stored).orElseThrow(() -> new IllegalArgumentException("no version"));
    }

    private static dev.dpg.store.v1.Field encode(Field field) {
        return dev.dpg.store.v1.Field.newBuilder()
                .setPath(field.path())
                .setLogicalType(field.type().standardName())
                .setRequired(field.required())
                .setDescription(field.description())
                .setKind(field.kind().kindName())
                .setNumber(field.number())
                .setClassification(field.classification())
                .setMask(field.mask().map(Mask::text).orElse(""))
                .build();
    }

    private static Field decode(dev.dpg.store.v1.Field stored) {
        FieldType type = FieldType.ofStandardName(stored.getLogicalType())
                .orElseThrow(() -> new IllegalArgumentException("an unknown logical type"));
        // Versions stored before there were kinds have none.
        ValueKind kind = stored.getKind().isEmpty()
                ? ValueKind.of(type)
                : ValueKind.ofName(stored.getKind())
                        .orElseThrow(() -> new IllegalArgumentException("an unknown kind of value"));
        return new Field(
                stored.getPath(),
                type,
                kind,
                stored.getRequired(),
                stored.getDescription(),
                stored.getNumber(),
                stored.getClassification(),
                mask(stored.getMask()));
    }

    private static Optional<Mask> mask(String stored) {
        return stored.isEmpty()
                ? Optional.empty()
                : Optional.of(Mask.parse(stored).orElseThrow(() -> new IllegalArgumentException("an unknown mask")));
    }

    private static dev.dpg.store.v1.RetiredNumber encode(RetiredNumber retired) {
        return dev.dpg.store.v1.RetiredNumber.newBuilder()
                .setPath(retired.path())
                .setShape(retired.shape())
                .setNumber(retired.number())
                .build();
    }

    private static RetiredNumber decode(dev.dpg.store.v1.RetiredNumber stored) {
        return new RetiredNumber(stored.getPath(), stored.getShape(), stored.getNumber());
    }

    private static StoredSchema encode(SchemaOrigin schema) {
        return StoredSchema.newBuilder()
                .setFraming(
                        switch (schema.framing()) {
                            case NONE -> StoredSchema.Framing.FRAMING_UNSPECIFIED;
                            case CONFLUENT -> StoredSchema.Framing.FRAMING_CONFLUENT;
                        })
                .setRegistry(schema.registry())
                .setSubject(schema.subject())
                .setText(schema.text())
                .setMessageName(schema.messageName())
                .build();
    }

    private static SchemaOrigin decode(StoredSchema stored) {
        Framing framing = switch (stored.getFraming()) {
            case FRAMING_UNSPECIFIED -> Framing.NONE;
            case FRAMING_CONFLUENT -> Framing.CONFLUENT;
            case UNRECOGNIZED -> throw new IllegalArgumentException("an unknown framing");
        };
        return new SchemaOrigin(
                framing, stored.getRegistry(), stored.getSubject(), stored.getText(), stored.getMessageName());
    }

    private static DefaultStart encode(Edge edge) {
        return switch (edge) {
            case EARLIEST -> DefaultStart.DEFAULT_START_EARLIEST;
            case LATEST -> DefaultStart.DEFAULT_START_LATEST;
        };
    }

    private static Edge decode(DefaultStart stored) {
        return switch (stored) {
            case DEFAULT_START_EARLIEST -> Edge.EARLIEST;
            case DEFAULT_START_LATEST -> Edge.LATEST;
            case DEFAULT_START_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException("an unknown start");
        };
    }

    private static StoredDocument encode(Document document) {
        return StoredDocument.newBuilder()
                .setFileName(document.fileName())
                .setContent(ByteString.copyFrom(document.content()))
                .build();
    }

    private static Document decode(StoredDocument stored) {
        return new Document(stored.getFileName(), stored.getContent().toByteArray());
    }
}
