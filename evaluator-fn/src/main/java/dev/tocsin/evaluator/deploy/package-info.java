/** How rules come into force for all instances at once, and what becomes of alert keys then. */
@NullMarked
package dev.tocsin.evaluator.deploy;

import org.jspecify.annotations.NullMarked;
