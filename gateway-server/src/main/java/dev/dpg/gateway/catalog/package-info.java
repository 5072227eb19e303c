/**
 * What is published: domains, ports and their versions, held in memory and fed by {@code state}; look up and list.
 */
@NullMarked
package dev.dpg.gateway.catalog;

import org.jspecify.annotations.NullMarked;
