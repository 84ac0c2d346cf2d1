package dev.tocsin.bench.evaluate;

import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.core.setting.Settings;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.replay.Replay;
import dev.tocsin.engine.replay.TransitionLine;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.formats.JsonSampleDecoder;
import dev.tocsin.store.statistics.TableStatistics.KeyEvent;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What of a workload has to fire: its records are evaluated once more, in their order. */
final class Expected implements Workload.Records {
  private final JsonSampleDecoder decoder = new JsonSampleDecoder();
  private final Set<KeyEvent> firings = new HashSet<>();
  private final Replay replay;

  Expected(Workload workload) {
    this.replay =
        new Replay(
            workload.ruleSet(),
            Settings.DEFAULT.allowedLateness(),
            AlertNaming.DEFAULT,
            this::happened);
  }

  private void happened(TransitionLine line) {
    boolean fires =
        line.transition().from() != Phase.FIRING && line.transition().to() == Phase.FIRING;
    if (fires) {
      firings.add(new KeyEvent(line.labels().fingerprint(), line.transition().at().toEpochMilli()));
    }
  }

  @Override
  public void add(String host, byte[] record) {
    for (Sample sample : decoder.decode(record, Instant.MAX).samples()) {
      replay.accept(sample);
    }
  }

  /** The keys that fire before a time, each with when it does; after all records before it. */
  Set<KeyEvent> firingsBefore(Instant time) {
    replay.passTime(time);
    return before(firings, time);
  }

  static Set<KeyEvent> before(Set<KeyEvent> events, Instant time) {
    return events.stream()
        .filter(event -> event.at() < time.toEpochMilli())
        .collect(Collectors.toSet());
  }
}
