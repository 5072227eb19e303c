package dev.dpg.gateway.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Loads the gateway's configuration. Explicit overrides win over the environment, the environment over the file, the file
 * over the defaults.
 */
public final class Configuration {
    private Configuration() {}

    /**
     * Reads and checks everything. Blocks on files.
     *
     * @param file a YAML file; empty: everything comes from elsewhere
     * @param environment all variables of the process; those that begin with {@code DPG_} are ours
     * @param overrides values by dotted key, lists with commas
     * @param memory what this process may use
     * @throws ConfigurationException with everything that is wrong: where, which key, what was expected
     */
    public static GatewaySettings load(
            Optional<Path> file, Map<String, String> environment, Map<String, String> overrides, ProcessMemory memory) {
        ConfigurationFile defaults = ConfigurationFile.defaults(memory);
        Path here = Path.of("").toAbsolutePath();
        var variables = new Variables(keys(memory), here);
        SettingNode.Mapping written = file.map(YamlFile::read)
                .orElseGet(() -> new SettingNode.Mapping(Map.of(), new Origin("configuration", here)))
                .overlaidWith(variables.environment(environment))
                .overlaidWith(variables.overrides(overrides));
        ConfigurationFile bound =
                RecordBinder.bind(ConfigurationFile.class, defaults, ConfigurationFile.templates(), written);
        return new SettingsAssembly(bound, written).settings();
    }

    /** All keys, in the order of the reference. */
    static List<SettingKey> keys(ProcessMemory memory) {
        return SettingKeys.of(ConfigurationFile.defaults(memory), ConfigurationFile.templates());
    }
}
