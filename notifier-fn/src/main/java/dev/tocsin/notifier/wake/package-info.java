/** Wakes what delivers, and what flushes groups, since something is due. */
@NullMarked
package dev.tocsin.notifier.wake;

import org.jspecify.annotations.NullMarked;
