/** Writes what evaluating made of keys: rows, alerts, history and the events on their way out. */
@NullMarked
package dev.tocsin.evaluator.save;

import org.jspecify.annotations.NullMarked;
