/** Groups are flushed when they are due, and deliveries sent. */
@NullMarked
package dev.tocsin.notifier.dispatch;

import org.jspecify.annotations.NullMarked;
