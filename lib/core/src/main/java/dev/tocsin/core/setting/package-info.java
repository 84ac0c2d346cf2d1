/**
 * What an operator may set for all functions together, and how it is read from a file. Knows
 * nothing of how a function gets its settings.
 */
@NullMarked
package dev.tocsin.core.setting;

import org.jspecify.annotations.NullMarked;
