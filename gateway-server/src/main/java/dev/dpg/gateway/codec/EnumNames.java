package dev.dpg.gateway.codec;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Names of an enum's values by number. A number without a name stands for itself, in digits. Immutable. */
final class EnumNames {
    /** Of what is no enum. */
    static final EnumNames NONE = new EnumNames();

    private final Map<Integer, byte[]> names = new HashMap<>();

    private EnumNames() {}

    /** Of an enum as it was written. */
    static EnumNames of(EnumDescriptor descriptor) {
        EnumNames names = new EnumNames();
        names.addAll(descriptor);
        return names;
    }

    /** The same with the names that another enum has, which count first. */
    EnumNames under(EnumDescriptor descriptor) {
        EnumNames both = of(descriptor);
        names.forEach(both.names::putIfAbsent);
        return both;
    }

    byte[] find(int number) {
        byte[] name = names.get(number);
        return name == null ? TextForms.ascii(Integer.toString(number)) : name;
    }

    /** Of several names for a number the first one counts. */
    private void addAll(EnumDescriptor descriptor) {
        for (EnumValueDescriptor value : descriptor.getValues()) {
            names.putIfAbsent(value.getNumber(), value.getName().getBytes(StandardCharsets.UTF_8));
        }
    }
}
