/**
 * Rules, how they are read from files, and the rule set that finds those a sample concerns. Knows
 * nothing of a key's state.
 */
@NullMarked
package dev.tocsin.engine.rule;

import org.jspecify.annotations.NullMarked;
