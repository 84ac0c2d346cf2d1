@NullMarked
package dev.tocsin.store.grid;

import org.jspecify.annotations.NullMarked;
