package dev.tocsin.local.demo;

import java.time.Instant;

/**
 * Something that happened to an alert: when, what in one word or two, and more about it (may be
 * empty).
 */
record Event(Instant at, String what, String detail) {}
