@NullMarked
package dev.tocsin.store.outbox;

import org.jspecify.annotations.NullMarked;
