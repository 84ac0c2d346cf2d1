/** What makes a function's process start sooner. Knows no function. */
@NullMarked
package dev.tocsin.store.start;

import org.jspecify.annotations.NullMarked;
