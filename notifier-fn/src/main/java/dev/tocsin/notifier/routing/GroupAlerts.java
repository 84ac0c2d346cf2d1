package dev.tocsin.notifier.routing;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.flush.FlushTimer;
import dev.tocsin.routing.group.FlushCall;
import dev.tocsin.routing.group.GroupRef;
import dev.tocsin.routing.group.Groups;
import dev.tocsin.routing.group.Joining;
import dev.tocsin.routing.inhibition.InhibitionSources;
import dev.tocsin.routing.inhibition.SourceKey;
import dev.tocsin.routing.route.Route;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts alerts where the routing tree wants them, within the caller's transaction. */
@Singleton
public class GroupAlerts {
  private final Groups groups;
  private final InhibitionSources sources;

  GroupAlerts(Groups groups, InhibitionSources sources) {
    this.groups = groups;
    this.sources = sources;
  }

  /**
   * Puts alerts into the groups of their routes, and among the sources of inhibition.
   *
   * @param calls for flushes of groups for which events wait
   */
  public void run(
      Collection<Alert> alerts, Collection<FlushCall> calls, Routing routing, Instant now) {
    if (!alerts.isEmpty()) {
      saveSources(alerts, routing);
    }
    List<Joining> joining = new ArrayList<>(alerts.size());
    for (Alert alert : alerts) {
      for (Route route : routing.routesOf(alert.labels())) {
        joining.add(
            new Joining(
                GroupRef.of(route, alert.labels()),
                alert.fingerprint(),
                alert.updatedAt(),
                FlushTimer.first(alert, route.groupWait(), now)));
      }
    }
    groups.join(joining, calls, now);
  }

  private void saveSources(Collection<Alert> alerts, Routing routing) {
    if (routing.configuration().inhibitRules().isEmpty()) {
      return;
    }
    Map<Fingerprint, List<SourceKey>> keys = new HashMap<>();
    for (Alert alert : alerts) {
      keys.put(alert.fingerprint(), routing.inhibition().sourceKeys(alert.labels()));
    }
    sources.save(keys);
  }
}
