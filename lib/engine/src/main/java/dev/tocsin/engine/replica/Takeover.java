package dev.tocsin.engine.replica;

import java.time.Duration;

/**
 * A replica took the place of another one.
 *
 * @param silence how long nothing had come from the other one
 */
public record Takeover(String cluster, String from, String to, Duration silence) {}
