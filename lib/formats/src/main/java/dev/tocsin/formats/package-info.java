/** From the bytes of a record to samples, or to the reason why there are none. */
@NullMarked
package dev.tocsin.formats;

import org.jspecify.annotations.NullMarked;
