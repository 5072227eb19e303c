package dev.dpg.gateway.descriptor;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.PortName;
import java.util.List;

/**
 * A product in the words of Protocol Buffers: its file, with its service and its types. For {@code sales.orders.v1} these are
 * the service {@code Orders} with {@code Read} and {@code Subscribe}, the frames {@code OrdersFrame}, which are those of dpg.v1
 * byte for byte, and the message {@code OrdersValue} of its values.
 *
 * @param port the pinned name
 * @param file valid, with comments
 */
public record ProductDescriptor(PortName port, FileDescriptor file) {
    /** Ends the name of the message of values. */
    static final String VALUE = "Value";

    /**
     * Describes a product.
     *
     * @param port the pinned name
     * @param title for people
     * @param description for people; may be empty
     * @param fields the contract's properties with their numbers, nested ones after their parent
     * @throws IllegalArgumentException if the fields have no numbers, or two beside each other the same
     */
    public static ProductDescriptor of(PortName port, String title, String description, List<Field> fields) {
        return new ProductDescriptor(
                port, new ProductFile(port, ProtoFiles.contract()).file(title, description, fields));
    }

    /** Full name of the service. */
    public String serviceName() {
        return TypedName.service(port);
    }

    /** The message of the product's values. */
    public Descriptor valueMessage() {
        return file.findMessageTypeByName(file.getServices().get(0).getName() + VALUE);
    }

    /** The file and all that it needs, each behind those it imports. */
    public FileDescriptorSet descriptorSet() {
        return ProtoFiles.closure(List.of(file));
    }

    /** The same for programs that only decode: a tenth of the size. */
    public FileDescriptorSet descriptorSetWithoutComments() {
        FileDescriptorSet.Builder set = descriptorSet().toBuilder();
        set.getFileBuilderList().forEach(FileDescriptorProto.Builder::clearSourceCodeInfo);
        return set.build();
    }
}
