/** How what grows is kept small: daily partitions and the removal of what is past its retention. */
@NullMarked
package dev.tocsin.store.retention;

import org.jspecify.annotations.NullMarked;
