/**
 * Who may ask what over HTTP, and what is answered when asking fails: the same in every function.
 * Knows nothing of what is asked for.
 */
@NullMarked
package dev.tocsin.platform.access;

import org.jspecify.annotations.NullMarked;
