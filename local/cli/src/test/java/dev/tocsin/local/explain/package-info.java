/** Tests of {@code tocsin explain}. */
@NullMarked
package dev.tocsin.local.explain;

import org.jspecify.annotations.NullMarked;
