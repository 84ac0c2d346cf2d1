/**
 * PromQL, as text and as a tree. Reads all of the language that alerts use, within limits; knows
 * nothing of what it means.
 */
@NullMarked
package dev.tocsin.promql;

import org.jspecify.annotations.NullMarked;
