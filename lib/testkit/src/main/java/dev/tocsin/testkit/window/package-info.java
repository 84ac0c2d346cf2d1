/** What every store of the evaluation schedule's state promises. */
@NullMarked
package dev.tocsin.testkit.window;

import org.jspecify.annotations.NullMarked;
