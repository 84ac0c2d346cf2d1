/** The settings of the notifier, checked at the start. */
@NullMarked
package dev.tocsin.notifier.config;

import org.jspecify.annotations.NullMarked;
