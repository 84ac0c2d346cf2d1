/** What the notifier is told, checked at the start. */
@NullMarked
package dev.tocsin.notifier.config;

import org.jspecify.annotations.NullMarked;
