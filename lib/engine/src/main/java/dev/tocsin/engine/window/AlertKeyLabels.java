package dev.tocsin.engine.window;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.engine.rule.Rule;
import java.util.Collection;
import java.util.Map;

/** Knows the labels of keys by their fingerprints. */
@FunctionalInterface
public interface AlertKeyLabels {
  /** The keys among the given ones that are known. */
  Map<Fingerprint, Rule.Key> find(Collection<Fingerprint> keys);
}
