/** How rules change: what they become, who changed them, and what that would do. */
@NullMarked
package dev.tocsin.evaluator.rules;

import org.jspecify.annotations.NullMarked;
