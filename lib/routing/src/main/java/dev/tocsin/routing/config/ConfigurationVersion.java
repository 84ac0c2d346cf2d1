package dev.tocsin.routing.config;

import java.time.Instant;
import java.util.Optional;

/**
 * A version of Alertmanager's configuration.
 *
 * @param number from 1
 * @param text as it was given, with its secrets: encrypted at rest
 * @param folder of the file on a local disk that it is; empty when it came by API
 * @param author who gave it
 */
public record ConfigurationVersion(
    long number,
    String text,
    Optional<String> folder,
    String author,
    String comment,
    Instant createdAt) {}
