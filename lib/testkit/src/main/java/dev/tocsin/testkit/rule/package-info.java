/**
 * Rules and samples for tests, made in a line; and what every store of the rules in force promises,
 * with its in-memory twin.
 */
@NullMarked
package dev.tocsin.testkit.rule;

import org.jspecify.annotations.NullMarked;
