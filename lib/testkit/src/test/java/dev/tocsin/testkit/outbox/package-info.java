@NullMarked
package dev.tocsin.testkit.outbox;

import org.jspecify.annotations.NullMarked;
