@NullMarked
package dev.tocsin.core.breaker;

import org.jspecify.annotations.NullMarked;
