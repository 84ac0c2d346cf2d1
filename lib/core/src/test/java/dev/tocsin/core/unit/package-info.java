@NullMarked
package dev.tocsin.core.unit;

import org.jspecify.annotations.NullMarked;
