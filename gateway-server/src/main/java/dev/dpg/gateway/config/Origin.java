package dev.dpg.gateway.config;

import java.nio.file.Path;

/**
 * Where a value was written.
 *
 * @param place for people: {@code dpg.yaml:12}, or the name of an environment variable
 * @param directory what relative paths are relative to
 */
record Origin(String place, Path directory) {
    @Override
    public String toString() {
        return place;
    }
}
