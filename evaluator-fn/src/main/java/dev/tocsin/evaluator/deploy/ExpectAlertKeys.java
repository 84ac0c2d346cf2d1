package dev.tocsin.evaluator.deploy;

import dev.tocsin.core.identity.IdSource;
import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.engine.evaluation.AlertKeySet;
import dev.tocsin.engine.evaluation.ShardEvaluator;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.ScheduledCondition;
import dev.tocsin.engine.window.LabelIndex;
import dev.tocsin.engine.window.WindowSnapshot;
import dev.tocsin.engine.window.WindowSnapshots;
import dev.tocsin.evaluator.watermark.WatermarkReader;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Creates the alert keys that rules expect, so that one without any sample is noticed. */
@Singleton
class ExpectAlertKeys {
  private final WindowSnapshots snapshots;
  private final LabelIndex labelIndex;
  private final WatermarkReader watermarks;
  private final CurrentSettings settings;
  private final IdSource ids;
  private final InstantSource clock;

  ExpectAlertKeys(
      WindowSnapshots snapshots,
      LabelIndex labelIndex,
      WatermarkReader watermarks,
      CurrentSettings settings,
      IdSource ids,
      InstantSource clock) {
    this.snapshots = snapshots;
    this.labelIndex = labelIndex;
    this.watermarks = watermarks;
    this.settings = settings;
    this.ids = ids;
    this.clock = clock;
  }

  static boolean isExpecting(Rule rule) {
    return rule.condition() instanceof ScheduledCondition condition
        && !condition.expected().isEmpty();
  }

  /** Makes the keys known that rules expect, as if each had been seen now. */
  void run(List<Rule> rules) {
    Instant now = clock.instant();
    Instant seen = watermarks.at(now).orElseGet(() -> now.truncatedTo(ChronoUnit.MILLIS));
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    List<WindowSnapshot> begun = new ArrayList<>();
    for (Rule rule : rules) {
      List<Rule.Key> expected =
          ((ScheduledCondition) rule.condition()).expected().stream().map(rule::key).toList();
      labelIndex.seen(expected, today);
      expected.stream()
          .map(key -> key.fingerprint().shard())
          .distinct()
          .forEach(shard -> {
            ShardEvaluator inShard =
                new ShardEvaluator(
                    rule,
                    shard,
                    Optional.empty(),
                    new AlertKeySet(Map.of(), Map.of(), ids),
                    List.of(),
                    labelIndex,
                    settings.now().naming(),
                    seen);
            inShard.expect(seen);
            inShard.snapshot(today).ifPresent(begun::add);
          });
    }
    snapshots.save(begun);
  }
}
