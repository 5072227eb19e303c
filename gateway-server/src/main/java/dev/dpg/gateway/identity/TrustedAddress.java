package dev.dpg.gateway.identity;

import java.net.URI;
import java.util.regex.Pattern;

/** Addresses that keys may be fetched from: nobody on the way can change what comes from there. Pure. */
final class TrustedAddress {
    private static final Pattern THIS_MACHINE = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

    private TrustedAddress() {}

    /**
     * The address.
     *
     * @param key of the setting, for messages
     * @throws IllegalArgumentException where it is not {@code https}, and not {@code http} on this machine
     */
    static URI require(String key, String text) {
        URI address;
        try {
            address = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + " is no address such as https://login.example.org", e);
        }
        String host = address.getHost();
        boolean plain = "http".equals(address.getScheme());
        if (host == null || (!plain && !"https".equals(address.getScheme()))) {
            throw new IllegalArgumentException(key + " must begin with https:// and name a host");
        }
        if (plain && !THIS_MACHINE.matcher(host).matches()) {
            throw new IllegalArgumentException(
                    key + " must begin with https://: whoever is on the way could put in other keys; http:// is for"
                            + " this machine only");
        }
        if (address.getRawUserInfo() != null || address.getRawFragment() != null) {
            throw new IllegalArgumentException(key + " must have neither a user nor a fragment");
        }
        return address;
    }
}
