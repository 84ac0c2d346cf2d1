@NullMarked
package dev.tocsin.store.replica;

import org.jspecify.annotations.NullMarked;
