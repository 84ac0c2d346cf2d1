@NullMarked
package dev.tocsin.core.outbox;

import org.jspecify.annotations.NullMarked;
