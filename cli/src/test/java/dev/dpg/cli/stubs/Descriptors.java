package dev.dpg.cli.stubs;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import dev.dpg.gateway.descriptor.ProductDescriptor;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.FieldType;
import dev.dpg.gateway.product.PortName;
import dev.dpg.gateway.product.ValueKind;
import java.util.ArrayList;
import java.util.List;

/** The types of a product in which everything is that a product may have. */
final class Descriptors {
    private Descriptors() {}

    static FileDescriptorSet everything() {
        List<Field> fields = new ArrayList<>();
        for (ValueKind kind : ValueKind.values()) {
            fields.add(new Field(
                    kind.kindName(),
                    FieldType.STRING,
                    kind,
                    true,
                    "Of kind " + kind + ".\nIn two lines.",
                    fields.size() + 1));
        }
        fields.add(field("object.inner", FieldType.OBJECT, 1));
        fields.add(field("object.inner.x-y", FieldType.STRING, 7));
        fields.add(field("object.inner.fooBar", FieldType.STRING, 1));
        fields.add(field("object.inner.foo_bar", FieldType.STRING, 2));
        fields.add(field("object.inner.Inner", FieldType.STRING, 3));
        fields.add(field("array[]", FieldType.ARRAY, 0));
        fields.add(field("array[][]", FieldType.ARRAY, 0));
        fields.add(field("array[][][]", FieldType.OBJECT, 0));
        fields.add(field("array[][][].a\"quoted\\name", FieldType.TIMESTAMP, 1));
        fields.add(field("größe", FieldType.NUMBER, 20_000));
        fields.add(field("_size", FieldType.NUMBER, 20_001));
        fields.add(field("size", FieldType.NUMBER, 20_002));
        fields.add(field("message", FieldType.STRING, 20_003));
        fields.add(field("optional", FieldType.STRING, 20_004));
        PortName name = PortName.parse("sales.dpg.v1").orElseThrow();
        return ProductDescriptor.of(name, "Orders", "All of them.", fields).descriptorSet();
    }

    private static Field field(String path, FieldType type, int number) {
        return new Field(path, type, false, "").numbered(number);
    }
}
