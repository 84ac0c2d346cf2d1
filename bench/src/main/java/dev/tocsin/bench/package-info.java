/** The measurements behind every claim of speed. */
@NullMarked
package dev.tocsin.bench;

import org.jspecify.annotations.NullMarked;
