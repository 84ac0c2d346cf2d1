/** The HTTP answers of the notifier: dead letters, and driving them again. */
@NullMarked
package dev.tocsin.notifier.api;

import org.jspecify.annotations.NullMarked;
