/** Receivers as people look at them: how they do, and whether a notification reaches them. */
@NullMarked
package dev.tocsin.notifier.receiver;

import org.jspecify.annotations.NullMarked;
