/**
 * Trials that a person can run from outside: they start Tocsin as a process of its own, treat it
 * badly, and compare what was reported with a plain reading of the rules. Drills of single outages
 * use the same samples, receiver and result.
 */
@NullMarked
package dev.tocsin.local.trial;

import org.jspecify.annotations.NullMarked;
