@NullMarked
package dev.tocsin.notifier.routing;

import org.jspecify.annotations.NullMarked;
