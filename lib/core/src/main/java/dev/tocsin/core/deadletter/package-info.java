/**
 * What could not be processed, kept with its reason so that a person can look and drive it again.
 */
@NullMarked
package dev.tocsin.core.deadletter;

import org.jspecify.annotations.NullMarked;
