/** Samples that do not come. */
@NullMarked
package dev.tocsin.engine.rule.absence;

import org.jspecify.annotations.NullMarked;
