package dev.tocsin.engine.replay;

import static java.util.Comparator.comparing;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.engine.alert.KeyRow;
import dev.tocsin.engine.cursor.PartitionId;
import dev.tocsin.engine.evaluation.GridJudge;
import dev.tocsin.engine.evaluation.KeySet;
import dev.tocsin.engine.evaluation.KeyTransition;
import dev.tocsin.engine.evaluation.PartitionJudge;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.function.Consumer;

/** The keys of all rules that are judged at samples. Times are milliseconds since 1970. */
final class SampleRules {
  private static final PartitionId PARTITION = new PartitionId("replay", 0);

  /** No alert is kept, so that none needs an identity of its own. */
  private static final UUID NO_ALERT = new UUID(0, 0);

  private final KeySet keys = new KeySet(Map.of(), Map.of(), () -> NO_ALERT);
  private final PartitionJudge judge;
  private final Map<RuleId, PriorityQueue<Due>> due = new HashMap<>();
  private long judgedBefore;

  /** A key, and the first grid point at which time alone changes it. */
  private record Due(Instant at, Fingerprint key) {}

  SampleRules(Duration allowedLateness, Duration dedupWindow) {
    this.judge =
        new PartitionJudge(
            PARTITION,
            Optional.empty(),
            keys,
            shard -> Instant.ofEpochMilli(judgedBefore),
            allowedLateness,
            dedupWindow,
            Instant.MAX);
  }

  /**
   * Takes an accepted sample.
   *
   * @param effectiveTime grid points before it were judged
   * @param lines gets what happens
   * @return the first grid point at which time alone changes a key that the sample changed; {@link
   *     Long#MAX_VALUE} if there is none
   */
  long take(Taken sample, long effectiveTime, Consumer<Line> lines) {
    judgedBefore = effectiveTime;
    judge.accept(sample);
    if (keys.isUnchanged()) {
      return Long.MAX_VALUE;
    }
    long first =
        keys.changed().stream()
            .flatMap(row -> row.due().stream())
            .mapToLong(Instant::toEpochMilli)
            .min()
            .orElse(Long.MAX_VALUE);
    happened().forEach(lines);
    return first;
  }

  /** Takes away the samples that wait for the grid, in the order in which they came. */
  List<PartitionJudge.OnGrid> onGrid() {
    return judge.takeOnGrid();
  }

  /** The first grid point at which time alone changes a key of a rule. */
  OptionalLong next(RuleId rule) {
    PriorityQueue<Due> queue = queue(rule);
    while (!queue.isEmpty() && row(queue.element()).isEmpty()) {
      queue.remove();
    }
    return queue.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(queue.element().at().toEpochMilli());
  }

  private PriorityQueue<Due> queue(RuleId rule) {
    return due.computeIfAbsent(rule, id -> new PriorityQueue<>(comparing(Due::at)));
  }

  /** The key, if it is still due then. */
  private Optional<KeyRow> row(Due one) {
    return keys.row(one.key()).filter(row -> row.due().equals(Optional.of(one.at())));
  }

  /** Judges a grid point of a rule's group. */
  List<Line> judge(Rule rule, long gridPoint) {
    judgedBefore = gridPoint;
    Instant at = Instant.ofEpochMilli(gridPoint);
    PriorityQueue<Due> queue = queue(rule.id());
    List<KeyRow> rows = new ArrayList<>();
    while (!queue.isEmpty() && !queue.element().at().isAfter(at)) {
      row(queue.remove()).ifPresent(rows::add);
    }
    rows.sort(comparing(KeyRow::fingerprint));
    GridJudge.passTime(keys, rows, (id, key) -> Optional.of(rule), at, at.plusMillis(1));
    return happened();
  }

  private List<Line> happened() {
    List<Line> lines = keys.transitions().stream().map(SampleRules::line).toList();
    for (KeyRow row : keys.changed()) {
      row.due().ifPresent(at -> queue(row.ruleId()).add(new Due(at, row.fingerprint())));
    }
    keys.clearChanges();
    return lines;
  }

  private static Line line(KeyTransition change) {
    return new Line(change.row().ruleId(), change.row().labels(), change.transition());
  }

  /** Samples that came too late, by rule. */
  Map<RuleId, Integer> late() {
    return judge.late();
  }

  /** Samples beyond a rule's limit, by rule. */
  Map<RuleId, Integer> beyondLimit() {
    return judge.beyondLimit();
  }
}
