package dev.tocsin.evaluator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/** Prometheus's answer to {@code /api/v1/alerts}. */
@Serdeable
record AlertsAnswer(String status, Data data) {
  static AlertsAnswer of(List<ActiveAlert> alerts) {
    return new AlertsAnswer("success", new Data(alerts));
  }

  /** The alerts, sorted by fingerprint. */
  @Serdeable
  record Data(@JsonInclude(JsonInclude.Include.ALWAYS) List<ActiveAlert> alerts) {}
}
