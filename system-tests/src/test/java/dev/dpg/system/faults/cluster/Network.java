package dev.dpg.system.faults.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts single processes off from single ports, by rules of the kernel's routing for the user they run as: what they send is
 * dropped on open connections, new ones are refused. Only in a network of the harness's own, since the order of the rules of the
 * whole network has to be changed for it. For one thread.
 */
public final class Network {
    private static final String APART = "dpg.faults.apart";
    private static final String PREFERENCE = "10";
    private static final String LOCAL_PREFERENCE = "100";
    private static final int FIRST_USER = 61_001;

    private final Optional<String> obstacle;
    private int rules;
    private int users;

    /** Finds out what is possible, and prepares it. */
    public Network() {
        obstacle = find();
    }

    /** Why nobody can be cut off here; empty where it works. */
    public Optional<String> obstacle() {
        return obstacle;
    }

    /** What goes before a command so that its process can be cut off, with a user of its own that may read what root may. */
    List<String> asOwnUser() {
        if (obstacle.isPresent()) {
            return List.of();
        }
        users++;
        String rights = "=+dac_override,+dac_read_search";
        return List.of(
                "setpriv", "--reuid", Integer.toString(user()), "--inh-caps" + rights, "--ambient-caps" + rights);
    }

    /** The user of the newest process. */
    int user() {
        return FIRST_USER + users;
    }

    /** Cuts a gateway off from ports. */
    public void cut(Gateway gateway, List<Integer> ports) {
        int user = gateway.user();
        for (int port : ports) {
            Shell.run(rule("add", user + "-" + user, port));
            rules++;
        }
    }

    /** Takes every cut back. */
    public void heal() {
        for (; rules > 0; rules--) {
            Shell.run("ip", "rule", "del", "pref", PREFERENCE);
        }
    }

    private static String[] rule(String verb, String users, int port) {
        List<String> words = new ArrayList<>(List.of("ip", "rule", verb, "pref", PREFERENCE, "uidrange", users));
        words.addAll(List.of("ipproto", "tcp", "dport", Integer.toString(port), "unreachable"));
        return words.toArray(String[]::new);
    }

    private static Optional<String> find() {
        if (System.getProperty(APART) == null) {
            return Optional.of("it takes a network of its own, which only root may make");
        }
        // The table of local addresses comes first, and nothing can come before it: it has to move.
        boolean works = Shell.succeeds("ip", "rule", "add", "pref", LOCAL_PREFERENCE, "lookup", "local")
                && Shell.succeeds("ip", "rule", "del", "pref", "0")
                && Shell.succeeds(rule("add", "61000-61000", 1))
                && Shell.succeeds("ip", "rule", "del", "pref", PREFERENCE)
                && Shell.succeeds("setpriv", "--reuid", "61000", "--inh-caps=+dac_override,+dac_read_search", "true");
        return works ? Optional.empty() : Optional.of("this system has no routing by user, or no setpriv");
    }
}
