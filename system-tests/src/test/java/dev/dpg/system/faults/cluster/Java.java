package dev.dpg.system.faults.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands that run a class of this class path in a small JVM of its own. */
final class Java {
    private Java() {}

    /**
     * The command.
     *
     * @param options of the JVM
     * @param before goes before the class path of this JVM; may be empty
     */
    static List<String> command(List<String> options, String before, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(options);
        String classPath = System.getProperty("java.class.path");
        command.addAll(List.of("-cp", before.isEmpty() ? classPath : before + ":" + classPath));
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }
}
