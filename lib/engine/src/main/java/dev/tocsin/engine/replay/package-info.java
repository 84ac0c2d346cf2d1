/** Rules evaluated over records that are at hand, in one go. */
@NullMarked
package dev.tocsin.engine.replay;

import org.jspecify.annotations.NullMarked;
