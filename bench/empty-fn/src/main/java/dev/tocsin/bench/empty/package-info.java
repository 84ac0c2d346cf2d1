/** The least function of Micronaut that takes messages: what others are compared with. */
@NullMarked
package dev.tocsin.bench.empty;

import org.jspecify.annotations.NullMarked;
