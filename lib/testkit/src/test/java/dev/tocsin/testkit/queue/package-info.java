@NullMarked
package dev.tocsin.testkit.queue;

import org.jspecify.annotations.NullMarked;
