package dev.tocsin.notifier.mute;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.notifier.routing.Routing;
import dev.tocsin.notifier.silence.KnownSilences;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.flush.Muted;
import dev.tocsin.routing.inhibition.InhibitedBy;
import dev.tocsin.routing.inhibition.Inhibition;
import dev.tocsin.routing.inhibition.InhibitionSources;
import dev.tocsin.routing.inhibition.TargetKey;
import dev.tocsin.routing.silence.Silence;
import dev.tocsin.routing.silence.Silences;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Finds what mutes alerts, as the caller's transaction sees it. */
@Singleton
public class FindMuting {
  private final KnownSilences silences;
  private final InhibitionSources sources;

  FindMuting(KnownSilences silences, InhibitionSources sources) {
    this.silences = silences;
    this.sources = sources;
  }

  /** What mutes each of these alerts at a time; those that nothing mutes included. */
  public Map<Fingerprint, Muted> run(Collection<Alert> alerts, Routing routing, Instant now) {
    Silences known = silences.now();
    Map<Fingerprint, List<TargetKey>> keys = targetKeys(alerts, routing.inhibition());
    Map<TargetKey, List<Alert>> firing = firingSources(keys, now);
    Map<Fingerprint, Muted> muted = HashMap.newHashMap(alerts.size());
    for (Alert alert : alerts) {
      Set<Alert> candidates = new HashSet<>();
      keys.getOrDefault(alert.fingerprint(), List.of())
          .forEach(key -> candidates.addAll(firing.getOrDefault(key, List.of())));
      muted.put(
          alert.fingerprint(),
          muted(
              silencing(known, alert.labels(), now),
              routing.inhibition().mutedBy(alert.labels(), candidates, now).stream()
                  .map(InhibitedBy::source)
                  .toList()));
    }
    return muted;
  }

  private static Muted muted(List<UUID> silences, List<Fingerprint> inhibitors) {
    return silences.isEmpty() && inhibitors.isEmpty()
        ? Muted.BY_NOTHING
        : new Muted(silences, inhibitors);
  }

  private static List<UUID> silencing(Silences known, Labels labels, Instant now) {
    return known.muting(labels, now).stream().map(Silence::id).toList();
  }

  private static Map<Fingerprint, List<TargetKey>> targetKeys(
      Collection<Alert> alerts, Inhibition inhibition) {
    Map<Fingerprint, List<TargetKey>> keys = new HashMap<>();
    for (Alert alert : alerts) {
      List<TargetKey> found = inhibition.targetKeys(alert.labels());
      if (!found.isEmpty()) {
        keys.put(alert.fingerprint(), found);
      }
    }
    return keys;
  }

  private Map<TargetKey, List<Alert>> firingSources(
      Map<Fingerprint, List<TargetKey>> keys, Instant now) {
    if (keys.isEmpty()) {
      return Map.of();
    }
    Set<TargetKey> all = new HashSet<>();
    keys.values().forEach(all::addAll);
    return sources.find(all, now);
  }
}
