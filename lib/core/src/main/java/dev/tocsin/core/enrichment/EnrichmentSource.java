package dev.tocsin.core.enrichment;

import dev.tocsin.core.message.AlertSnapshot;
import java.util.Map;

/** Something that may know more of an alert's instance. */
public interface EnrichmentSource {
  /** How its failure is named: {@code NAME_error}. */
  String name();

  /**
   * Brings what it keeps between questions up to date, outside of the time that an answer may take.
   * Throws nothing: what fails here fails the question too.
   */
  default void refresh() {}

  /**
   * What it knows, by field. Throws when it cannot be asked; that it knows nothing is an answer.
   */
  Map<String, String> query(AlertSnapshot alert);
}
