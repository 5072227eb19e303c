/**
 * The decisions of the SDK, without a thread, a clock or a call: where a stream stands
 * ({@link dev.dpg.client.internal.resume.ResumePoint}), what was handled of what was received
 * ({@link dev.dpg.client.internal.resume.HandledLedger}), what to do when something happens to a stream
 * ({@link dev.dpg.client.internal.resume.StreamMachine}) and which failures are worth another try
 * ({@link dev.dpg.client.internal.resume.RetryRules}). Frames and events come in as values, actions go out as values;
 * {@code internal.stream} carries them out. Time is passed in, in nanoseconds of a monotonic clock.
 *
 * <p>Not part of the public API: anything here may change in any release.
 */
@NullMarked
package dev.dpg.client.internal.resume;

import org.jspecify.annotations.NullMarked;
