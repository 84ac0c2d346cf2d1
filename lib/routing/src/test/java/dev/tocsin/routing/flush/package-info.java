@NullMarked
package dev.tocsin.routing.flush;

import org.jspecify.annotations.NullMarked;
