/**
 * What a domain does with its documents: {@code init} drafts them from a topic, {@code lint} judges them here, {@code plan} and
 * {@code diff} ask {@code dpg.v1.ProductService} what they would change, {@code apply} publishes them; findings go back to the
 * person who wrote them. {@code DocumentFiles} reads them, {@code DocumentGroups} puts together what belongs together.
 */
@NullMarked
package dev.dpg.cli.publish;

import org.jspecify.annotations.NullMarked;
