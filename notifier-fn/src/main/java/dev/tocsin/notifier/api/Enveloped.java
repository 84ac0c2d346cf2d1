package dev.tocsin.notifier.api;

import io.micronaut.serde.annotation.Serdeable;

/** An answer in the envelope of Prometheus's API. */
@Serdeable
record Enveloped<T>(String status, T data) {
  static <T> Enveloped<T> of(T data) {
    return new Enveloped<>("success", data);
  }
}
