package dev.tocsin.routing.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value whose texts are templates. */
public sealed interface PayloadTemplate {
  /** A text, rendered for each message. */
  record Text(String template) implements PayloadTemplate {}

  /**
   * A number, {@code true}, {@code false} or {@code null}.
   *
   * @param text as the configuration writes it
   */
  record Literal(String text) implements PayloadTemplate {}

  /** An array. */
  record Items(List<PayloadTemplate> items) implements PayloadTemplate {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** An object, with its members in the order of the file. */
  record Members(Map<String, PayloadTemplate> members) implements PayloadTemplate {
    public Members {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
  }
}
