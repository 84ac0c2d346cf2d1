package dev.tocsin.notifier.send;

import java.util.Optional;

/**
 * What came back.
 *
 * @param retryAfter the header of that name
 * @param excerpt the beginning of the body, unchecked text
 */
record HttpAnswer(int status, Optional<String> retryAfter, String excerpt) {}
