@NullMarked
package dev.tocsin.store.delivery;

import org.jspecify.annotations.NullMarked;
