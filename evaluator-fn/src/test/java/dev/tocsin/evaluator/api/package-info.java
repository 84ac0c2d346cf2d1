/** Tests of the HTTP answers of the evaluator. */
@NullMarked
package dev.tocsin.evaluator.api;

import org.jspecify.annotations.NullMarked;
