package dev.tocsin.routing.alert;

import java.util.Locale;

/** Who says that an alert fires. */
public enum AlertSource {
  /** A client of the API, such as Prometheus; it says so again and again until the alert ends. */
  API,
  /** Tocsin's own evaluator; its word holds until it says otherwise. */
  RULES;

  /** The source as rows and answers write it: {@code api}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
