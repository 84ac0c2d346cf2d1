package dev.tocsin.core.enrichment;

import dev.tocsin.core.message.AlertSnapshot;
import java.util.Map;

/** Something that may know more of an alert's instance. */
public interface EnrichmentSource {
  /** How its failure is named: {@code NAME_error}. */
  String name();

  /**
   * What it knows, by field. Throws when it cannot be asked; that it knows nothing is an answer.
   */
  Map<String, String> ask(AlertSnapshot alert);
}
