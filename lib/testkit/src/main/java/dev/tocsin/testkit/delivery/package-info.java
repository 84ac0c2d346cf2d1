/** What every store of deliveries and of breakers promises, and their in-memory twins. */
@NullMarked
package dev.tocsin.testkit.delivery;

import org.jspecify.annotations.NullMarked;
