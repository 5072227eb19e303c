/**
 * What principals may do: roles in domains, requests for access and grants, and the plan that a stream is opened with. Decisions
 * are pure functions over tables; whoever asks brings what they need.
 */
@NullMarked
package dev.dpg.gateway.access;

import org.jspecify.annotations.NullMarked;
