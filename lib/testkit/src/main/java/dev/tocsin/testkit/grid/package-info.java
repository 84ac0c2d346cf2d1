/** What every store of the grid's state promises. */
@NullMarked
package dev.tocsin.testkit.grid;

import org.jspecify.annotations.NullMarked;
