package dev.dpg.gateway.contract;

/**
 * An output port as the lint understood it.
 *
 * @param port what is published of it
 * @param terms what its documents say besides
 */
public record LintedPort(CompiledPort port, PortTerms terms) {}
