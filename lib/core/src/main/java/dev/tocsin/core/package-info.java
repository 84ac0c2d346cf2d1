/**
 * What Tocsin decides: values and pure functions, and the ports through which decisions reach the
 * world. Nothing here knows Micronaut (but for the annotation on queue messages), SQL, AWS, Kafka,
 * the clock, randomness or I/O.
 */
@NullMarked
package dev.tocsin.core;

import org.jspecify.annotations.NullMarked;
