package dev.tocsin.platform.access;

import dev.tocsin.core.access.Principal;
import io.micronaut.http.HttpRequest;

/** Who sends requests. */
public final class Callers {
  private Callers() {}

  /** Who sends a request that has reached a method below {@code /api}. */
  public static Principal of(HttpRequest<?> request) {
    return AccessFilter.principal(request);
  }
}
