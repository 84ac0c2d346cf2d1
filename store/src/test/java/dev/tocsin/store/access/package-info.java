@NullMarked
package dev.tocsin.store.access;

import org.jspecify.annotations.NullMarked;
