/** What the tables hold, for those who measure. */
@NullMarked
package dev.tocsin.store.statistics;

import org.jspecify.annotations.NullMarked;
