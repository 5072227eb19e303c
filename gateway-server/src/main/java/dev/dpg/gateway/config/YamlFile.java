package dev.dpg.gateway.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A configuration file as nodes. YAML 1.2 is used for its structure only: what a text means is decided by whoever asks for
 * it, so {@code no} and {@code 1e3} keep their spelling.
 */
final class YamlFile {
    private static final int DEPTH_MAX = 16;
    private static final int BYTES_MAX = 1024 * 1024;

    private final String name;
    private final Path directory;

    private YamlFile(Path file) {
        name = String.valueOf(file.getFileName());
        Path parent = file.toAbsolutePath().getParent();
        directory = parent == null ? file.toAbsolutePath() : parent;
    }

    /**
     * Reads a file; an empty one is an empty mapping.
     *
     * @throws ConfigurationException if it can't be read or is not a YAML mapping
     */
    static SettingNode.Mapping read(Path file) {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new ConfigurationException(List.of(file + ": is larger than 1 MiB; is it the right file?"));
            }
            return new YamlFile(file).parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new ConfigurationException(
                    file + ": can't be read; name a configuration file that exists, in UTF-8", e);
        }
    }

    private SettingNode.Mapping parse(String text) {
        Optional<Node> root;
        try {
            var settings = LoadSettings.builder()
                    .setLabel(name)
                    .setMaxAliasesForCollections(0)
                    .build();
            root = new Compose(settings).composeString(text);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new ConfigurationException(name + ":" + line + ": is not YAML: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new ConfigurationException(name + ": is not YAML: " + e.getMessage(), e);
        }
        if (root.isEmpty()) {
            return new SettingNode.Mapping(Map.of(), new Origin(name, directory));
        }
        if (convert(root.get(), origin(root.get()), 0) instanceof SettingNode.Mapping mapping) {
            return mapping;
        }
        throw new ConfigurationException(
                List.of(origin(root.get()) + ": expected keys with values, such as \"listen:\""));
    }

    private SettingNode convert(Node node, Origin origin, int depth) {
        if (depth > DEPTH_MAX) {
            throw new ConfigurationException(List.of(origin + ": is nested too deep"));
        }
        if (node instanceof MappingNode mapping) {
            return mapping(mapping, origin, depth);
        }
        if (node instanceof SequenceNode sequence) {
            return new SettingNode.Sequence(
                    sequence.getValue().stream()
                            .map(item -> convert(item, origin(item), depth + 1))
                            .toList(),
                    origin);
        }
        return new SettingNode.Text(((ScalarNode) node).getValue(), origin);
    }

    private SettingNode.Mapping mapping(MappingNode node, Origin origin, int depth) {
        Map<String, SettingNode> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            Origin place = origin(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new ConfigurationException(List.of(place + ": a key must be a plain word"));
            }
            if (entries.put(key.getValue(), convert(tuple.getValueNode(), place, depth + 1)) != null) {
                throw new ConfigurationException(
                        List.of(place + ": the key \"" + key.getValue() + "\" stands here twice; keep one of them"));
            }
        }
        return new SettingNode.Mapping(entries, origin);
    }

    private Origin origin(Node node) {
        int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        return new Origin(name + ":" + line, directory);
    }
}
