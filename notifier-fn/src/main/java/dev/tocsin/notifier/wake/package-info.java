/** The word to whoever delivers that something is due. */
@NullMarked
package dev.tocsin.notifier.wake;

import org.jspecify.annotations.NullMarked;
