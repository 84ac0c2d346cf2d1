@NullMarked
package dev.tocsin.store.window;

import org.jspecify.annotations.NullMarked;
