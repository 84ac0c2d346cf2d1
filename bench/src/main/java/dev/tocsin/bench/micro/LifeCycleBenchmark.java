package dev.tocsin.bench.micro;

import dev.tocsin.core.label.Labels;
import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.engine.alert.AlertKeyState;
import dev.tocsin.engine.alert.DedupKey;
import dev.tocsin.engine.alert.LifeCycle;
import dev.tocsin.engine.alert.Step;
import dev.tocsin.engine.rule.ConditionResult;
import dev.tocsin.engine.rule.Rule;
import java.time.Instant;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What results make of a key. */
@State(Scope.Thread)
public class LifeCycleBenchmark {
  private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

  private final Rule rule =
      Rules.of(
              List.of(
                  "{id: r, name: R, metric_name: m, operator: '>', threshold: 90, duration: 1m, severity: high}"))
          .rules()
          .getFirst();
  private final Rule.Key key = rule.key(Labels.of("instance_id", "host-1"));
  private final AlertKeyState pending = evaluate(AlertKeyState.NONE, true, AT).state();
  private final AlertKeyState firing = evaluate(pending, true, AT.plusSeconds(60)).state();

  private Step evaluate(AlertKeyState state, boolean holds, Instant at) {
    return LifeCycle.evaluate(
        state,
        rule.timing(),
        ConditionResult.of(holds, 91),
        at,
        fired -> DedupKey.of(rule, key, AlertNaming.DEFAULT, fired));
  }

  @Benchmark
  public Step begin() {
    return evaluate(AlertKeyState.NONE, true, AT);
  }

  @Benchmark
  public Step fire() {
    return evaluate(pending, true, AT.plusSeconds(60));
  }

  @Benchmark
  public Step goOn() {
    return evaluate(firing, true, AT.plusSeconds(70));
  }

  @Benchmark
  public Step clear() {
    return evaluate(firing, false, AT.plusSeconds(80));
  }
}
