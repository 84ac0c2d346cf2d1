package dev.tocsin.evaluator.grid;

import dev.tocsin.core.cursor.EffectiveTime;
import dev.tocsin.core.cursor.PartitionCursors;
import dev.tocsin.evaluator.EvaluatorSettings;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The effective time over all partitions of the topics that are read. */
@Singleton
class KnownTime {
  private final PartitionCursors cursors;
  private final EvaluatorSettings settings;

  KnownTime(PartitionCursors cursors, EvaluatorSettings settings) {
    this.cursors = cursors;
    this.settings = settings;
  }

  /** In whole milliseconds. */
  Optional<Instant> at(Instant now) {
    return EffectiveTime.of(
            cursors.all().stream()
                .filter(cursor -> settings.topics().contains(cursor.id().topic()))
                .toList(),
            settings.allowedLateness(),
            now)
        .map(time -> time.truncatedTo(ChronoUnit.MILLIS));
  }
}
