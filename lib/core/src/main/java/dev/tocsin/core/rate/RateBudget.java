package dev.tocsin.core.rate;

/**
 * What requests are taken from.
 *
 * @param name of what shares it: a destination, or a receiver with a limit of its own
 */
public record RateBudget(String name, RateLimit limit) {}
