/** Samples that do not come. */
@NullMarked
package dev.tocsin.core.rule.absence;

import org.jspecify.annotations.NullMarked;
