/**
 * Who may ask what over HTTP: the same check in every function. Knows nothing of what is asked for.
 */
@NullMarked
package dev.tocsin.store.access;

import org.jspecify.annotations.NullMarked;
