@NullMarked
package dev.tocsin.platform.queue;

import org.jspecify.annotations.NullMarked;
