@NullMarked
package dev.tocsin.core.explanation;

import org.jspecify.annotations.NullMarked;
