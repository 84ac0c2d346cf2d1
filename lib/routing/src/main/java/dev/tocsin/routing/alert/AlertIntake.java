package dev.tocsin.routing.alert;

import dev.tocsin.core.label.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes alerts of what sources post. Source: Alertmanager's {@code POST /api/v2/alerts}. */
public final class AlertIntake {
  private AlertIntake() {}

  /**
   * Checks a batch of the API and completes its times: an alert without a start starts now, or when
   * it ends; one without an end ends after the resolve timeout unless it is posted again. Labels
   * with empty values are dropped.
   */
  public static IntakeResult accept(
      List<PostedAlert> batch, Duration resolveTimeout, Instant now, LabelNameMode names) {
    IntakeCheck check = new IntakeCheck(names);
    List<Alert> accepted = new ArrayList<>(batch.size());
    List<String> refusals = new ArrayList<>();
    for (PostedAlert posted : batch) {
      Labels labels = Labels.of(posted.labels());
      Instant startsAt = posted.startsAt().or(posted::endsAt).orElse(now);
      Instant endsAt = posted.endsAt().orElse(now.plus(resolveTimeout));
      check
          .fault(posted, labels, startsAt, endsAt)
          .ifPresentOrElse(
              refusals::add, () -> accepted.add(ofApi(posted, labels, startsAt, endsAt, now)));
    }
    return new IntakeResult(accepted, refusals);
  }

  /**
   * The alert that Tocsin's own evaluator speaks of. It has an end only once it is resolved, and
   * never ends by silence of its source.
   *
   * @param posted its end is when it was resolved; empty while it fires
   * @param saidAt when the evaluator said so; also the start where it gives none
   */
  public static Alert ofRules(PostedAlert posted, Instant saidAt) {
    Labels labels = Labels.of(posted.labels());
    return new Alert(
        labels,
        labels.fingerprint(),
        posted.annotations(),
        posted.startsAt().orElse(saidAt),
        posted.endsAt(),
        saidAt,
        false,
        posted.generatorUrl(),
        AlertSource.RULES);
  }

  private static Alert ofApi(
      PostedAlert posted, Labels labels, Instant startsAt, Instant endsAt, Instant now) {
    return new Alert(
        labels,
        labels.fingerprint(),
        posted.annotations(),
        startsAt,
        Optional.of(endsAt),
        now,
        posted.endsAt().isEmpty(),
        posted.generatorUrl(),
        AlertSource.API);
  }
}
