@NullMarked
package dev.tocsin.bench.notify;

import org.jspecify.annotations.NullMarked;
