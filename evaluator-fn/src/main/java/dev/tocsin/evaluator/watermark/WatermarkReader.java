package dev.tocsin.evaluator.watermark;

import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.engine.cursor.PartitionCursor;
import dev.tocsin.engine.cursor.PartitionCursors;
import dev.tocsin.engine.cursor.Watermark;
import dev.tocsin.evaluator.setting.EvaluatorSettings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The watermark over all partitions of the topics that are read. */
@Singleton
public class WatermarkReader {
  private final PartitionCursors cursors;
  private final EvaluatorSettings topics;
  private final CurrentSettings settings;

  WatermarkReader(PartitionCursors cursors, EvaluatorSettings topics, CurrentSettings settings) {
    this.cursors = cursors;
    this.topics = topics;
    this.settings = settings;
  }

  /** In whole milliseconds. */
  public Optional<Instant> at(Instant now) {
    return Watermark.of(partitions(), allowedLateness(), now)
        .map(time -> time.truncatedTo(ChronoUnit.MILLIS));
  }

  /** How much older than the newest a sample may be. */
  public Duration allowedLateness() {
    return settings.now().allowedLateness();
  }

  /** The cursors of all partitions of these topics. */
  public List<PartitionCursor> partitions() {
    return cursors.all().stream()
        .filter(cursor -> topics.topics().contains(cursor.id().topic()))
        .toList();
  }
}
