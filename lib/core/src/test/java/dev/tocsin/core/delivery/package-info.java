@NullMarked
package dev.tocsin.core.delivery;

import org.jspecify.annotations.NullMarked;
