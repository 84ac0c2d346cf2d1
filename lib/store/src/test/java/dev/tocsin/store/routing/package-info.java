@NullMarked
package dev.tocsin.store.routing;

import org.jspecify.annotations.NullMarked;
