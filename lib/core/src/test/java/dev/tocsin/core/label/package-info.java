@NullMarked
package dev.tocsin.core.label;

import org.jspecify.annotations.NullMarked;
