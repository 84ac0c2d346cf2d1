package dev.tocsin.platform.http;

import java.util.Optional;

/**
 * What came back, without the secrets of the request.
 *
 * @param retryAfter the header of that name
 * @param excerpt the beginning of the body, otherwise unchecked text
 */
public record OutgoingAnswer(int status, Optional<String> retryAfter, String excerpt) {}
