package dev.tocsin.engine.window;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.engine.rule.Rule;
import java.time.LocalDate;
import java.util.Collection;

/**
 * The labels of keys of scheduled rules, kept once for each key. A key that was not seen for some
 * days is forgotten.
 */
public interface LabelIndex extends AlertKeyLabels {
  /** Makes keys known, and notes that they were seen on this day. */
  void seen(Collection<Rule.Key> keys, LocalDate day);

  /** Notes that keys that are known are needed on this day. */
  void needed(Collection<Fingerprint> keys, LocalDate day);
}
