/** What the notifier is notified, checked at the start. */
@NullMarked
package dev.tocsin.notifier.config;

import org.jspecify.annotations.NullMarked;
