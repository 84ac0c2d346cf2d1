package dev.tocsin.remediation.ingest;

import dev.tocsin.core.file.Reloadable;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.message.Message;
import dev.tocsin.core.remediation.Catalogue;
import dev.tocsin.core.remediation.KnownAlerts;
import dev.tocsin.core.remediation.RemediationPlanner;
import dev.tocsin.core.remediation.RemediationPolicy;
import dev.tocsin.core.remediation.Run;
import dev.tocsin.core.remediation.Runs;
import dev.tocsin.platform.queue.EventConsumer;
import dev.tocsin.platform.queue.MessageDecoder.Decoded;
import dev.tocsin.remediation.save.SaveRuns;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** Plans what alert events bring about: runs that begin, and runs that end with their alert. */
@Singleton
public class PlanRemediations implements EventConsumer.UseCase {
  private final KnownAlerts knownAlerts;
  private final Runs runs;
  private final SaveRuns save;
  private final Reloadable<Catalogue> catalogue;

  PlanRemediations(
      KnownAlerts knownAlerts, Runs runs, SaveRuns save, Reloadable<Catalogue> catalogue) {
    this.knownAlerts = knownAlerts;
    this.runs = runs;
    this.save = save;
    this.catalogue = catalogue;
  }

  @Override
  public void apply(Decoded fresh, Instant now) {
    RemediationPlanner planner = load(changes(fresh.events()), now);
    save.save(planner.added(), planner.changed(), now);
    knownAlerts.save(planner.heard());
  }

  private static List<AlertChanged> changes(List<Message> events) {
    return events.stream()
        .filter(AlertChanged.class::isInstance)
        .map(AlertChanged.class::cast)
        .toList();
  }

  /** Locks runs before targets, as everyone does who locks both. */
  private RemediationPlanner load(List<AlertChanged> events, Instant now) {
    Catalogue current = catalogue.current();
    List<Run> open =
        runs.lockOpen(
            events.stream()
                .filter(event -> event.change().equals(AlertChanged.RESOLVED))
                .map(event -> event.alert().alertId())
                .toList());
    RemediationPlanner planner =
        new RemediationPlanner(
            current,
            knownAlerts.load(
                events.stream()
                    .map(event -> Fingerprint.parse(event.alert().fingerprint()))
                    .toList()),
            open,
            runs.lockTargets(
                RemediationPlanner.targets(current, events), now.minus(RemediationPolicy.WINDOW)),
            now);
    events.forEach(planner::take);
    return planner;
  }
}
