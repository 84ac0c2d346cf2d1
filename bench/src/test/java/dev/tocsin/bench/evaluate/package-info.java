@NullMarked
package dev.tocsin.bench.evaluate;

import org.jspecify.annotations.NullMarked;
