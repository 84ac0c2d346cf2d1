/** Silences: those in force, and their changes. */
@NullMarked
package dev.tocsin.notifier.silence;

import org.jspecify.annotations.NullMarked;
