/** Tests of publishing: from documents to what the catalogue is asked, with hand-made clusters and catalogue. */
@NullMarked
package dev.dpg.gateway.publication;

import org.jspecify.annotations.NullMarked;
