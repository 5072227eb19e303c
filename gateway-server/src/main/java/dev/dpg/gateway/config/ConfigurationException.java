package dev.dpg.gateway.config;

import java.util.List;

/** A configuration that can't be used. The message holds one line for each finding: where, what, what was expected. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigurationException(List<String> findings) {
        super(String.join(System.lineSeparator(), findings));
    }

    ConfigurationException(String finding, Throwable cause) {
        super(finding, cause);
    }
}
