/** What every store of the grid's state promises. */
@NullMarked
package dev.tocsin.testkit.window;

import org.jspecify.annotations.NullMarked;
