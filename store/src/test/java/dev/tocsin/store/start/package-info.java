@NullMarked
package dev.tocsin.store.start;

import org.jspecify.annotations.NullMarked;
