/** Tests of drafts: from records to documents that the lint accepts and that read the records. */
@NullMarked
package dev.dpg.gateway.draft;

import org.jspecify.annotations.NullMarked;
