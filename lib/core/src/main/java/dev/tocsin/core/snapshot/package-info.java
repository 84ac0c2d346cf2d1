/** What a function does before its process is snapshotted. */
@NullMarked
package dev.tocsin.core.snapshot;

import org.jspecify.annotations.NullMarked;
