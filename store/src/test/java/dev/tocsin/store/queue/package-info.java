@NullMarked
package dev.tocsin.store.queue;

import org.jspecify.annotations.NullMarked;
