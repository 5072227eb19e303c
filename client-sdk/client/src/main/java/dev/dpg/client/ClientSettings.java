package dev.dpg.client;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a gateway, and under which name. Each setting comes from the environment ({@code DPG_ADDRESS},
 * {@code DPG_CLIENT_ID}), else from the properties file {@code ~/.config/dpg/config} ({@code address}, {@code client_id}; other
 * keys belong to other programs), else it is the default.
 *
 * @param addresses hosts and ports of gateways, at least one; all of them offer the same
 * @param clientId a name that people recognise, at most 128 characters
 */
record ClientSettings(List<String> addresses, String clientId) {
    static final String ADDRESS_DEFAULT = "127.0.0.1:7443";
    static final String CLIENT_ID_DEFAULT = "dpg-java";
    private static final int PORT_DEFAULT = 7443;
    private static final int PORT_MAX = 65_535;
    private static final int ADDRESSES_MAX = 32;
    private static final int CLIENT_ID_CHARACTERS_MAX = 128;
    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^\\s:/,\\[\\]]+)(:[0-9]{1,5})?");

    ClientSettings {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty() || addresses.size() > ADDRESSES_MAX) {
            throw new IllegalArgumentException("a client has 1 to " + ADDRESSES_MAX + " addresses of gateways, not "
                    + addresses.size() + "; one DNS name may stand for any number of them");
        }
        if (clientId.isBlank() || clientId.length() > CLIENT_ID_CHARACTERS_MAX) {
            throw new IllegalArgumentException(
                    "a client id has 1 to 128 characters, this one has " + clientId.length());
        }
    }

    /** With addresses as one text: hosts with or without a port, separated by commas. */
    static ClientSettings of(String addresses, String clientId) {
        return new ClientSettings(
                Arrays.stream(addresses.split(",", -1))
                        .map(ClientSettings::withPort)
                        .distinct()
                        .toList(),
                clientId);
    }

    private static String withPort(String text) {
        String address = text.strip();
        var parts = HOST_AND_PORT.matcher(address);
        if (!parts.matches()) {
            throw new IllegalArgumentException("\"" + address
                    + "\" is not the address of a gateway; write host:port, for instance " + ADDRESS_DEFAULT
                    + ", several with commas between them");
        }
        if (parts.group(2) == null) {
            return address + ":" + PORT_DEFAULT;
        }
        int port = Integer.parseInt(parts.group(2).substring(1));
        if (port > PORT_MAX) {
            throw new IllegalArgumentException(
                    "\"" + address + "\" has no port of TCP: write host:port with a port up to " + PORT_MAX);
        }
        return address;
    }

    /**
     * Looks up what the caller did not say.
     *
     * @param address said by the caller; several with commas between them
     * @param clientId said by the caller
     * @param settings of the environment and the file
     */
    static ClientSettings find(@Nullable String address, @Nullable String clientId, SettingsLookup settings) {
        return of(
                said(address).or(() -> settings.value("DPG_ADDRESS", "address")).orElse(ADDRESS_DEFAULT),
                said(clientId)
                        .or(() -> settings.value("DPG_CLIENT_ID", "client_id"))
                        .orElse(CLIENT_ID_DEFAULT));
    }

    private static Optional<String> said(@Nullable String text) {
        return Optional.ofNullable(text).map(String::strip).filter(value -> !value.isEmpty());
    }
}
