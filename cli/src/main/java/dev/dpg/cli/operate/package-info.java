/**
 * Operating gateways: who reads what on which of them, planned endings, and what is wrong when nothing works. Asks the
 * {@code AdminService} of {@code dpg.v1} and the standard services; everything runs on the command's thread.
 */
@NullMarked
package dev.dpg.cli.operate;

import org.jspecify.annotations.NullMarked;
