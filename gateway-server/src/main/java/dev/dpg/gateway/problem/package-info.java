/**
 * The closed list of reasons for which the gateway refuses or ends something, and the one exception that carries them.
 * Every layer throws it; only {@code rpc} turns it into a status. A message here is written for the person who has to act
 * on it: what, why, what to do next; no host, no topic of another domain, no record content.
 */
@NullMarked
package dev.dpg.gateway.problem;

import org.jspecify.annotations.NullMarked;
