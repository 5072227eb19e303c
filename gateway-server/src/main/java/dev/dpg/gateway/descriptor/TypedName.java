package dev.dpg.gateway.descriptor;

import dev.dpg.gateway.product.PortName;
import dev.dpg.gateway.product.ProtoName;
import java.util.Optional;

/**
 * The names of a product's own service, file and types, and back. The pinned name of a product is the package of them all, so
 * no two products share one. Pure.
 */
public final class TypedName {
    private static final String FILE_ENDING = ".proto";

    private TypedName() {}

    /** Full name of the service: {@code sales.orders.v1.Orders}. */
    public static String service(PortName pinned) {
        return pinned + "." + ProtoName.type(pinned.port());
    }

    /** Name of the file: {@code sales/orders/v1/orders.proto}. */
    public static String file(PortName pinned) {
        return pinned.toString().replace('.', '/') + "/" + pinned.port() + FILE_ENDING;
    }

    /** The product whose service has this full name; empty where no product could have it. */
    public static Optional<PortName> ofService(String fullName) {
        return ofSymbol(fullName).filter(pinned -> service(pinned).equals(fullName));
    }

    /** The product whose file has this name; empty where no product could have it. */
    public static Optional<PortName> ofFile(String name) {
        int slash = name.lastIndexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        return pinned(name.substring(0, slash).replace('/', '.'))
                .filter(pinned -> file(pinned).equals(name));
    }

    /** The product whose package the symbol is in; empty where no product could have it. */
    public static Optional<PortName> ofSymbol(String symbol) {
        int end = -1;
        for (int part = 0; part < 3; part++) {
            end = symbol.indexOf('.', end + 1);
            if (end < 0) {
                return Optional.empty();
            }
        }
        return pinned(symbol.substring(0, end));
    }

    private static Optional<PortName> pinned(String text) {
        return PortName.parse(text).filter(name -> name.major().isPresent());
    }
}
