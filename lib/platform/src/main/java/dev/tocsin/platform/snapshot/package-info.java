/**
 * What is done before a snapshot of the process is taken, so that whatever starts from it is fast.
 * Knows no function.
 */
@NullMarked
package dev.tocsin.platform.snapshot;

import org.jspecify.annotations.NullMarked;
