@NullMarked
package dev.tocsin.store.cursor;

import org.jspecify.annotations.NullMarked;
