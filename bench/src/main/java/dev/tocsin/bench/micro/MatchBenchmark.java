package dev.tocsin.bench.micro;

import dev.tocsin.core.label.Labels;
import dev.tocsin.engine.rule.RuleMatch;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.sample.Series;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The rules that take a series: two of them, however many there are. */
@State(Scope.Thread)
public class MatchBenchmark {
  private static final Labels LABELS =
      Labels.of("instance_id", "host-1", "environment", "production", "service", "checkout");

  @Param({"10", "100", "1000"})
  public int rules;

  private RuleSet ruleSet = Rules.of(List.of());
  private final Series known = new Series("app.metric_1", LABELS);

  @Setup(Level.Trial)
  public void readRules() {
    ruleSet =
        Rules.of(
            IntStream.range(0, rules)
                .mapToObj(number ->
                    "{id: r%d, name: R, metric_name: app.metric_%d, operator: '>', threshold: 90, severity: high}"
                        .formatted(number, number / 2))
                .toList());
  }

  @Benchmark
  public List<RuleMatch> ofKnownSeries() {
    return ruleSet.matches(known);
  }

  @Benchmark
  public List<RuleMatch> ofNewSeries() {
    return ruleSet.matches(new Series("app.metric_1", LABELS));
  }
}
