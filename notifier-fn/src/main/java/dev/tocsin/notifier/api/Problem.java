package dev.tocsin.notifier.api;

import io.micronaut.serde.annotation.Serdeable;

/** Problem details, RFC 9457. */
@Serdeable
record Problem(String type, String title, int status, String detail) {}
