/** Rules and samples for tests, made in a line. */
@NullMarked
package dev.tocsin.testkit.rule;

import org.jspecify.annotations.NullMarked;
