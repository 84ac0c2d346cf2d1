/** What makes a function's process start sooner. Knows no function. */
@NullMarked
package dev.tocsin.platform.start;

import org.jspecify.annotations.NullMarked;
