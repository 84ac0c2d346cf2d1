package dev.tocsin.notifier.send;

import dev.tocsin.core.snapshot.Primer;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;

/** Makes the HTTP client, which then is part of a snapshot. */
@Singleton
final class PrimeHttp implements Primer {
  private final BeanProvider<HttpCall> http;

  PrimeHttp(BeanProvider<HttpCall> http) {
    this.http = http;
  }

  @Override
  public void prime() {
    HttpCall unused = http.get();
  }
}
