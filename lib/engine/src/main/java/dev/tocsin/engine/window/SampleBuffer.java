package dev.tocsin.engine.window;

import com.google.protobuf.ByteString;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Samples on their way to the evaluation schedule as bytes: some thirty each. */
public final class SampleBuffer {
  private SampleBuffer() {}

  /** A sample and the rule that takes it. */
  public record Waiting(Rule rule, WindowSample sample) {}

  /**
   * Writes samples of one partition in their order; at least one.
   *
   * @param ruleSet whose rules take them
   */
  public static ByteString write(List<Waiting> samples, RuleSet ruleSet) {
    StateWriter out = new StateWriter(samples.getFirst().sample().passed());
    Map<Rule, Integer> rules = new HashMap<>();
    List<Rule> inOrder = new ArrayList<>();
    for (Waiting waiting : samples) {
      if (rules.putIfAbsent(waiting.rule(), inOrder.size()) == null) {
        inOrder.add(waiting.rule());
      }
    }
    out.count(inOrder.size());
    inOrder.forEach(rule -> out.bits(ruleSet.code(rule)));
    for (Waiting waiting : samples) {
      WindowSample sample = waiting.sample();
      out.count(rules.getOrDefault(waiting.rule(), 0));
      out.bits(sample.key().value());
      out.count(waiting.rule().condition().metrics().indexOf(sample.metric()));
      out.bits(sample.series());
      out.time(sample.at());
      out.number(sample.value());
      out.count(sample.begun() + 1);
      out.time(sample.passed());
    }
    return out.toBytes();
  }

  /**
   * Reads what was written. Samples of rules that are not in the rule set, or were others when they
   * were written, are left out.
   */
  public static List<Waiting> read(ByteString bytes, RuleSet ruleSet) {
    StateReader in = new StateReader(bytes);
    List<Optional<Rule>> rules = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) {
      rules.add(ruleSet.withCode(in.bits()));
    }
    List<Waiting> samples = new ArrayList<>();
    while (!in.isAtEnd()) {
      Optional<Rule> rule = rules.get(in.count());
      Fingerprint key = new Fingerprint(in.bits());
      int metric = in.count();
      long series = in.bits();
      long at = in.time();
      double value = in.number();
      long begun = in.span() - 1;
      long passed = in.time();
      if (rule.isPresent()) {
        String name = rule.get().condition().metrics().get(metric);
        samples.add(
            new Waiting(rule.get(), new WindowSample(key, name, series, at, value, begun, passed)));
      }
    }
    return samples;
  }
}
