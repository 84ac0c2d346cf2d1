@NullMarked
package dev.tocsin.routing.change;

import org.jspecify.annotations.NullMarked;
