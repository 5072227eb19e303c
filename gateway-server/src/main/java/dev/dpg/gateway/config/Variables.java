package dev.dpg.gateway.config;

import dev.dpg.gateway.problem.NearestName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Settings that are not in the file: environment variables {@code DPG_*}, and overrides by dotted key. A variable's name is
 * {@code DPG_} and the key in capitals, with an underscore for each dot and hyphen. A list is written with commas.
 */
final class Variables {
    /** Variables that belong to the command line, not to the gateway's configuration. */
    static final Set<String> RESERVED = Set.of(
            "DPG_ADDRESS",
            "DPG_CA",
            "DPG_CERT",
            "DPG_CLIENT_ID",
            "DPG_CONFIG",
            "DPG_CONTEXT",
            "DPG_DEBUG",
            "DPG_JAVA_OPTS",
            "DPG_KEY",
            "DPG_NO_BUILD",
            "DPG_TLS",
            "DPG_TOKEN",
            "DPG_TOKEN_FILE");

    private static final String PREFIX = "DPG_";

    private final List<SettingKey> keys;
    private final Path directory;
    private final List<String> findings = new ArrayList<>();

    /**
     * @param keys all keys there are
     * @param directory what relative paths in values are relative to
     */
    Variables(List<SettingKey> keys, Path directory) {
        this.keys = keys;
        this.directory = directory;
    }

    /**
     * The settings of the environment; variables without the prefix are none of ours.
     *
     * @throws ConfigurationException if a variable with the prefix stands for no key
     */
    SettingNode.Mapping environment(Map<String, String> environment) {
        SettingNode.Mapping all = empty();
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            String name = variable.getKey();
            if (name.startsWith(PREFIX) && !RESERVED.contains(name)) {
                Optional<SettingNode.Mapping> found = keys.stream()
                        .flatMap(key ->
                                key.pathIn(name).map(path -> node(key, path, name, variable.getValue())).stream())
                        .findFirst();
                found.ifPresentOrElse(node -> {}, () -> findings.add(unknownVariable(name)));
                all = found.map(all::overlaidWith).orElse(all);
            }
        }
        return checked(all);
    }

    /**
     * The settings of explicit overrides.
     *
     * @throws ConfigurationException if a key is unknown
     */
    SettingNode.Mapping overrides(Map<String, String> overrides) {
        SettingNode.Mapping all = empty();
        for (Map.Entry<String, String> override : new TreeMap<>(overrides).entrySet()) {
            String dotted = override.getKey();
            Optional<SettingNode.Mapping> found = keys.stream()
                    .flatMap(
                            key -> key
                                    .pathOf(dotted)
                                    .map(path -> node(key, path, "override " + dotted, override.getValue()))
                                    .stream())
                    .findFirst();
            found.ifPresentOrElse(node -> {}, () -> findings.add(unknownOverride(dotted)));
            all = found.map(all::overlaidWith).orElse(all);
        }
        return checked(all);
    }

    private SettingNode.Mapping node(SettingKey key, List<String> path, String place, String value) {
        var origin = new Origin(place, directory);
        SettingNode text = new SettingNode.Text(value, origin);
        if (key.type() == ValueType.TEXT_LIST) {
            text = new SettingNode.Sequence(
                    Arrays.stream(value.split(",", -1))
                            .map(String::strip)
                            .filter(item -> !item.isEmpty())
                            .<SettingNode>map(item -> new SettingNode.Text(item, origin))
                            .toList(),
                    origin);
        }
        return SettingNode.Mapping.of(path, text);
    }

    private String unknownVariable(String name) {
        List<String> names =
                keys.stream().flatMap(key -> key.environmentName().stream()).toList();
        return "the environment variable " + name + " is no setting; "
                + NearestName.of(name, names)
                        .map(nearest -> "did you mean " + nearest + "?")
                        .orElse("unset it, or see docs/configuration.md for those there are");
    }

    private String unknownOverride(String dotted) {
        List<String> names = keys.stream().map(SettingKey::dotted).toList();
        return "the key \"" + dotted + "\" is unknown; "
                + NearestName.of(dotted, names)
                        .map(nearest -> "did you mean \"" + nearest + "\"?")
                        .orElse("see docs/configuration.md for those there are");
    }

    private SettingNode.Mapping empty() {
        return new SettingNode.Mapping(Map.of(), new Origin("configuration", directory));
    }

    private SettingNode.Mapping checked(SettingNode.Mapping mapping) {
        if (!findings.isEmpty()) {
            throw new ConfigurationException(findings);
        }
        return mapping;
    }
}
