/** A flush: what is due is decided, and deliveries are made of what is to be sent. */
@NullMarked
package dev.tocsin.notifier.flush;

import org.jspecify.annotations.NullMarked;
