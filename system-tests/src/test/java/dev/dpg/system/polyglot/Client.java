package dev.dpg.system.polyglot;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A program in another language that reads the trips, made of what {@code dpg stubs} writes of them. Installed, generated and
 * built once for all tests; it does not matter by which gateway's descriptors.
 *
 * @param place where it is
 * @param program what it is called by
 */
record Client(Workplace place, List<String> program) {
    private static final Map<String, Client> MADE = new ConcurrentHashMap<>();

    /** The one of a language, made with a gateway's descriptors; a test is skipped with a word where it cannot be had. */
    static Client of(String language, String address) {
        return MADE.computeIfAbsent(language, missing -> make(missing, address));
    }

    private static Client make(String language, String address) {
        Workplace place = language.equals("java") ? Workplace.ofJava() : Workplace.of(language);
        place.copyPrograms(language);
        return new Client(
                place,
                switch (language) {
                    case "python" -> python(place, address);
                    case "node" -> node(place, address);
                    case "go" -> go(place, address);
                    case "java" -> java(place, address);
                    default -> throw new IllegalArgumentException(language);
                });
    }

    private static List<String> python(Workplace place, String address) {
        place.stubs(address, Trips.PRODUCT, "--lang", "python");
        return List.of("bin/python", "client.py");
    }

    private static List<String> node(Workplace place, String address) {
        place.stubs(address, Trips.PRODUCT, "--lang", "node");
        return List.of("node", "client.js");
    }

    private static List<String> go(Workplace place, String address) {
        place.stubs(address, Trips.PRODUCT, "--lang", "go", "--go-module", "polyglot/stubs");
        place.require(List.of("go", "build", "-buildvcs=false", "-o", "client", "."));
        return List.of("./client");
    }

    /** Compiled with the stubs' own classes of dpg.v1, though the class path has them, too. */
    private static List<String> java(Workplace place, String address) {
        place.stubs(address, Trips.PRODUCT, "--lang", "java");
        String libraries = System.getProperty("java.class.path");
        place.require(List.of(
                Workplace.JAVA_PROGRAMS.resolve("javac").toString(),
                "-proc:none",
                "-Xprefer:source",
                "-sourcepath",
                "stubs",
                "-cp",
                libraries,
                "-d",
                "classes",
                "TripsClient.java"));
        return Workplace.java("classes" + File.pathSeparator + libraries, "TripsClient");
    }

    /** Runs it to its good end; the lines that it printed. */
    List<String> run(String... arguments) {
        return place.require(
                        Stream.concat(program.stream(), Stream.of(arguments)).toList())
                .lines()
                .toList();
    }
}
