package dev.dpg.cli.remote;

/** A command that asks a gateway for something and can tell what, so that a refusal can suggest the next try. */
public interface Attempting {
    /** What is asked for; valid once the command line has been read. */
    Refusal.Attempt attempt();
}
