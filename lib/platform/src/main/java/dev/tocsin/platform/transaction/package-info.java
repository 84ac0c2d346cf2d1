/** Transactions that are run again. */
@NullMarked
package dev.tocsin.platform.transaction;

import org.jspecify.annotations.NullMarked;
