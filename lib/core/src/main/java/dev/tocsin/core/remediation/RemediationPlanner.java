package dev.tocsin.core.remediation;

import dev.tocsin.core.identity.DerivedId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.message.AlertSnapshot;
import dev.tocsin.core.remediation.KnownAlerts.KnownAlert;
import dev.tocsin.core.remediation.RemediationPolicy.Decision;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes one message's alert events in order, over what is stored, and gathers what is to be stored
 * anew. Does no I/O; not safe for use by several threads.
 */
public final class RemediationPlanner {
  private final Catalogue catalogue;
  private final Instant now;
  private final Map<Fingerprint, KnownAlert> known;
  private final Map<Target, TargetHistory> histories;
  private final Map<UUID, Run> runs = new LinkedHashMap<>();
  private final Set<UUID> stored = new HashSet<>();
  private final Set<Fingerprint> heard = new HashSet<>();
  private final Set<UUID> touched = new HashSet<>();

  /**
   * @param known what is stored of the events' fingerprints
   * @param open the open runs of the events' alerts
   * @param histories what was tried on every target of {@link #targets}
   */
  public RemediationPlanner(
      Catalogue catalogue,
      Map<Fingerprint, KnownAlert> known,
      List<Run> open,
      Map<Target, TargetHistory> histories,
      Instant now) {
    this.catalogue = catalogue;
    this.known = new HashMap<>(known);
    this.histories = new HashMap<>(histories);
    this.now = now;
    open.forEach(run -> {
      runs.put(run.id(), run);
      stored.add(run.id());
    });
  }

  /** The targets that the events may touch. */
  public static Set<Target> targets(Catalogue catalogue, Collection<AlertChanged> events) {
    Set<Target> targets = new HashSet<>();
    for (AlertChanged event : events) {
      if (event.change().equals(AlertChanged.FIRED)) {
        for (Remediation entry : catalogue.forRule(event.alert().ruleId())) {
          targets.add(new Target(entry.id(), event.alert().instanceId()));
        }
      }
    }
    return targets;
  }

  /** Takes the next event. One older than what is known of its fingerprint changes nothing. */
  public void take(AlertChanged event) {
    Fingerprint fingerprint = Fingerprint.parse(event.alert().fingerprint());
    KnownAlert before = known.get(fingerprint);
    if (before != null && event.seq() <= before.seq()) {
      return;
    }
    boolean fires = !event.change().equals(AlertChanged.RESOLVED);
    known.put(fingerprint, after(before, event, fires));
    heard.add(fingerprint);
    if (event.change().equals(AlertChanged.FIRED)) {
      catalogue.forRule(event.alert().ruleId()).forEach(entry -> fired(event, entry));
    } else if (!fires) {
      List.copyOf(runs.values()).stream()
          .filter(run -> run.plan().alert().alertId().equals(event.alert().alertId()))
          .forEach(this::resolved);
    }
  }

  /** The end of one alert leaves another one of the same fingerprint firing. */
  private KnownAlert after(@Nullable KnownAlert before, AlertChanged event, boolean fires) {
    Fingerprint fingerprint = Fingerprint.parse(event.alert().fingerprint());
    UUID alert = event.alert().alertId();
    return !fires && before != null && before.fires() && !before.alertId().equals(alert)
        ? new KnownAlert(fingerprint, event.seq(), before.alertId(), true, now)
        : new KnownAlert(fingerprint, event.seq(), alert, fires, now);
  }

  private void fired(AlertChanged event, Remediation entry) {
    Target target = new Target(entry.id(), event.alert().instanceId());
    TargetHistory history = histories.getOrDefault(target, TargetHistory.NONE);
    Run run =
        switch (RemediationPolicy.decide(
            entry, entry.action().render(event.alert()), history, now)) {
          case Decision.Skip skip ->
              run(event, entry, Optional.empty(), RunStatus.SKIPPED, Optional.empty())
                  .ended(RunStatus.SKIPPED, skip.why(), skip.detail(), now);
          case Decision.Ask ask ->
              run(
                  event,
                  entry,
                  Optional.of(ask.request()),
                  RunStatus.AWAITING_APPROVAL,
                  Optional.of(now.plus(RemediationPolicy.APPROVAL_TIME)));
          case Decision.Run go ->
              run(event, entry, Optional.of(go.request()), RunStatus.APPROVED, Optional.empty());
        };
    put(run, history.open() || run.status().open());
  }

  private Run run(
      AlertChanged event,
      Remediation entry,
      Optional<ActionRequest> request,
      RunStatus status,
      Optional<Instant> expiresAt) {
    AlertSnapshot alert = event.alert();
    return new Run(
        DerivedId.of(event.eventId(), "run:" + entry.id()),
        new RunPlan(
            entry.id(),
            entry.name(),
            HttpAction.TYPE,
            alert.instanceId(),
            alert,
            event.seq(),
            request.map(ActionRequest::shown).orElse(Map.of()),
            request.map(sent -> sent.hash(entry.id(), alert.instanceId())).orElse(""),
            now),
        status,
        Optional.empty(),
        "",
        Optional.of(expiresAt.orElse(now)),
        expiresAt.map(lapse -> new Approval(lapse, 1, Optional.empty())),
        List.of(),
        Optional.empty());
  }

  private void resolved(Run run) {
    Run after = RemediationPolicy.afterResolution(run, now);
    if (!after.equals(run)) {
      put(after, false);
    }
  }

  private void put(Run run, boolean targetOpen) {
    runs.put(run.id(), run);
    touched.add(run.id());
    Target target = new Target(run.plan().remediationId(), run.plan().target());
    TargetHistory before = histories.getOrDefault(target, TargetHistory.NONE);
    histories.put(
        target, new TargetHistory(targetOpen, before.attemptsInWindow(), before.lastAttempt()));
  }

  /** Runs that were not stored before. */
  public List<Run> added() {
    return runs.values().stream().filter(run -> !stored.contains(run.id())).toList();
  }

  /** Stored runs that are different now. */
  public List<Run> changed() {
    return runs.values().stream()
        .filter(run -> stored.contains(run.id()) && touched.contains(run.id()))
        .toList();
  }

  /** What is now known of the fingerprints that were heard of. */
  public List<KnownAlert> heard() {
    return known.values().stream().filter(alert -> heard.contains(alert.fingerprint())).toList();
  }
}
