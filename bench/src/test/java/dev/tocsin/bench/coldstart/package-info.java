@NullMarked
package dev.tocsin.bench.coldstart;

import org.jspecify.annotations.NullMarked;
