package dev.tocsin.routing.inhibition;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.routing.alert.Alert;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The alerts that are sources of inhibition, by what they may mute. */
public interface InhibitionSources {
  /** Replaces what alerts are sources of; one with no keys is none any more. */
  void save(Map<Fingerprint, List<SourceKey>> keys);

  /** Forgets all: the configuration changed. */
  void clear();

  /** The alerts that fire at a time and may mute what has these keys, by key. */
  Map<TargetKey, List<Alert>> find(Collection<TargetKey> keys, Instant now);
}
