package dev.tocsin.routing.config;

import java.time.Instant;
import java.util.Optional;

/**
 * A version of the configuration, without its text.
 *
 * @param number from 1
 * @param file the file on a local disk that was read; empty when the version came by API
 * @param author who gave it
 */
public record ConfigurationVersion(
    long number, Optional<String> file, String author, String comment, Instant createdAt) {}
