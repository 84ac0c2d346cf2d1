@NullMarked
package dev.tocsin.core.rate;

import org.jspecify.annotations.NullMarked;
