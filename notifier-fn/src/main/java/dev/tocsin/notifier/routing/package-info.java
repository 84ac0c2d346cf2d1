/** The routing configuration in force, and how it is replaced. */
@NullMarked
package dev.tocsin.notifier.routing;

import org.jspecify.annotations.NullMarked;
