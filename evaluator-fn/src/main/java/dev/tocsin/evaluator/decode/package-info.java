/** From the bytes of a record to a sample, or to the reason why it is none. */
@NullMarked
package dev.tocsin.evaluator.decode;

import org.jspecify.annotations.NullMarked;
