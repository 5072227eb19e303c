/**
 * Configuration file, environment and explicit overrides become the settings records that live beside their features.
 * The records are the schema: a key is the path of a record's component, its default is the record's, its range is what the
 * record refuses. So there is no second list of keys to keep up to date, and a key that no record knows stops start-up.
 *
 * <p>Called once, before anything starts, on the caller's thread; reads files. Values are never logged, since they may be
 * secrets.
 */
@NullMarked
package dev.dpg.gateway.config;

import org.jspecify.annotations.NullMarked;
