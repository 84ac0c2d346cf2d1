@NullMarked
package dev.tocsin.store.retention;

import org.jspecify.annotations.NullMarked;
