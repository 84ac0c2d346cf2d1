/** The HTTP answers of the evaluator, in Prometheus's shapes where it has them. */
@NullMarked
package dev.tocsin.evaluator.api;

import org.jspecify.annotations.NullMarked;
