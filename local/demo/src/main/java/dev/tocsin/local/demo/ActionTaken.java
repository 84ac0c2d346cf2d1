package dev.tocsin.local.demo;

import java.time.Instant;

/**
 * A repair that the sample service was asked for and did: its name, when, and the JSON that it
 * answered.
 */
record ActionTaken(String name, Instant at, String result) {}
