/** Windows of time, cut into buckets, and what the samples in them add up to. */
@NullMarked
package dev.tocsin.engine.window;

import org.jspecify.annotations.NullMarked;
