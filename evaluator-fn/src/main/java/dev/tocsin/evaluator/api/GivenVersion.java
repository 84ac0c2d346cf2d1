package dev.tocsin.evaluator.api;

import io.micronaut.serde.annotation.Serdeable;

/**
 * The version that a change has made.
 *
 * @param rules how many there are now
 */
@Serdeable
record GivenVersion(long number, String digest, int rules) {}
