package dev.tocsin.bench.evaluate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.engine.condition.rate.Rate;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RuleMatch;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.rule.ScheduledCondition;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.engine.window.WindowInstances;
import dev.tocsin.engine.window.WindowSample;
import dev.tocsin.formats.JsonSampleDecoder;
import java.io.IOException;
import java.lang.ref.Reference;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The heap that keys over windows take once their windows are full: what a full collection frees
 * when they alone are dropped. A key's labels are not part of it, as they are not part of a page.
 */
final class KeyMemory {
  /** Samples of each series: more than a window holds. */
  private static final int SAMPLES = 45;

  private static final long PERIOD = 10_000;

  /** Keys of several series, and how many series each has. */
  private static final int WIDE_KEYS = 2_000;

  private static final int WIDE = 11;

  private final RuleSet ruleSet;
  private final long lateness;
  private final JsonSampleDecoder decoder = new JsonSampleDecoder();
  private final Map<Rule, WindowInstances> rates = new HashMap<>();
  private final Map<Rule, WindowInstances> percentiles = new HashMap<>();
  private long time = Long.MIN_VALUE;

  private KeyMemory(RuleSet ruleSet, Duration lateness) {
    this.ruleSet = ruleSet;
    this.lateness = lateness.toMillis();
    for (Rule rule : ruleSet.rules()) {
      if (rule.condition() instanceof ScheduledCondition) {
        (rule.condition() instanceof Rate ? rates : percentiles)
            .put(rule, new WindowInstances(rule, AlertNaming.DEFAULT, keys -> Map.of()));
      }
    }
  }

  /**
   * Bytes of a key of each sort, and of each further series of a key of a rate.
   *
   * @param workload has rules over windows
   */
  static ObjectNode measure(Workload workload, Duration lateness) throws IOException {
    RuleSet ruleSet = workload.ruleSet();
    KeyMemory keys = new KeyMemory(ruleSet, lateness);
    ObjectNode bytes = JsonNodeFactory.instance.objectNode();
    try {
      workload.make(workload.series() * (long) SAMPLES, (host, record) -> keys.take(record));
      bytes.put("rate", bytesPerKey(keys.rates));
      bytes.put("p99", bytesPerKey(keys.percentiles));
    } finally {
      Reference.reachabilityFence(keys);
    }
    Rule rate =
        ruleSet.rules().stream()
            .filter(rule -> rule.condition() instanceof Rate)
            .findFirst()
            .orElseThrow();
    bytes.put("further_series", (ofSeries(rate, WIDE) - ofSeries(rate, 1)) / (WIDE - 1));
    return bytes;
  }

  /** Bytes of a key of a rate that has so many series, none of which has a sample that waits. */
  private static long ofSeries(Rule rate, int series) {
    Map<Rule, WindowInstances> keys = new HashMap<>();
    try {
      WindowInstances all = new WindowInstances(rate, AlertNaming.DEFAULT, names -> Map.of());
      keys.put(rate, all);
      long interval = rate.group().interval().toMillis();
      long next = 0;
      for (long at = 0; at < SAMPLES * PERIOD; at += PERIOD) {
        for (; next < at; next += interval) {
          all.evaluate(next);
        }
        for (int index = 0; index < WIDE_KEYS * series; index++) {
          Fingerprint key = new Fingerprint(index % WIDE_KEYS);
          all.take(new WindowSample(key, rate.metricName(), index, at, index + 0.1 * at, at));
        }
      }
      all.evaluate(next);
      return bytesPerKey(keys);
    } finally {
      Reference.reachabilityFence(keys);
    }
  }

  private void take(byte[] record) {
    for (Sample sample : decoder.decode(record, Instant.MAX).samples()) {
      passTime(sample.at() - lateness);
      for (RuleMatch match : ruleSet.matches(sample.series())) {
        WindowInstances keys = rates.getOrDefault(match.rule(), percentiles.get(match.rule()));
        if (keys != null) {
          keys.take(WindowSample.of(sample, match.key(), time));
        }
      }
    }
  }

  /** Evaluates what is before a time; the times of the workload ascend. */
  private void passTime(long watermark) {
    long interval = ruleSet.rules().getFirst().group().interval().toMillis();
    long evaluationTime = Math.floorDiv(watermark - 1, interval) * interval;
    if (evaluationTime >= time) {
      rates.values().forEach(keys -> keys.evaluate(evaluationTime));
      percentiles.values().forEach(keys -> keys.evaluate(evaluationTime));
    }
    time = watermark;
  }

  private static long bytesPerKey(Map<Rule, WindowInstances> keys) {
    long count = keys.values().stream().mapToLong(WindowInstances::counted).sum();
    long before = heap();
    keys.clear();
    return (before - heap()) / count;
  }

  /** What is in use. The serial collector leaves some of what is dead but at each fourth time. */
  private static long heap() {
    for (int collection = 0; collection < 4; collection++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
