package dev.tocsin.notifier.meter;

import dev.tocsin.core.breaker.Outcome;
import dev.tocsin.core.delivery.Attempt;
import java.util.Optional;

/** Why a notification failed, as Alertmanager's meters say it. */
enum Failure {
  /** The receiver refused it. */
  CLIENT_ERROR("clientError"),
  /** The receiver does not answer, or says that it is broken. */
  SERVER_ERROR("serverError");

  private final String code;

  Failure(String code) {
    this.code = code;
  }

  String code() {
    return code;
  }

  /** Empty for an attempt that did not fail. */
  static Optional<Failure> of(Attempt attempt) {
    return switch (attempt) {
      case Attempt.Accepted accepted -> Optional.empty();
      case Attempt.Permanent permanent -> Optional.of(CLIENT_ERROR);
      case Attempt.Retryable retryable ->
          Optional.of(retryable.outcome() == Outcome.FAILURE ? SERVER_ERROR : CLIENT_ERROR);
    };
  }
}
