/**
 * The sample data of three domains and the source systems that would publish it: {@link dev.dpg.cli.samples.SampleLoader}
 * appends the history of each topic once, {@link dev.dpg.cli.samples.SampleReplay} goes on with live events. Both are plain
 * Kafka clients outside the gateway, for any cluster; what is already done is read from the cluster, nothing is kept
 * beside it. The data is in the resources of this package, with a PROVENANCE.md.
 *
 * <p>Threads: the loader works on the caller's, the replay on a scheduler that it is given.
 */
@NullMarked
package dev.dpg.cli.samples;

import org.jspecify.annotations.NullMarked;
