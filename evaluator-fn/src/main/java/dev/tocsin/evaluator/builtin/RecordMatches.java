package dev.tocsin.evaluator.builtin;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.setting.BuiltIn;
import dev.tocsin.core.setting.BuiltInRule;
import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.engine.builtin.PipelineWatch;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RuleMatch;
import dev.tocsin.engine.rule.RuleSet;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Notes which rules have samples: of each rule once in a while by each instance. */
@Singleton
public class RecordMatches {
  /**
   * At most so long, and a quarter of the time after which an alert says that a rule matches
   * nothing.
   */
  private static final Duration WHILE = Duration.ofHours(1);

  private final Transactions transactions;
  private final PipelineWatch watch;
  private final CurrentSettings settings;
  private Set<RuleId> missing = Set.of();
  private String version = "";
  private long spell = -1;

  RecordMatches(Transactions transactions, PipelineWatch watch, CurrentSettings settings) {
    this.transactions = transactions;
    this.watch = watch;
    this.settings = settings;
  }

  /**
   * Saves within the caller's transaction.
   *
   * @param samples what takes each of them
   */
  public void save(Iterable<List<RuleMatch>> samples, RuleSet ruleSet, Instant now) {
    BuiltInRule alert = settings.now().builtIns().of(BuiltIn.RULE_MATCHES_NOTHING);
    Set<RuleId> found = alert.enabled() ? found(samples, missing(ruleSet, alert, now)) : Set.of();
    watch.matched(found, now);
    transactions.afterCommit(() -> recorded(found));
  }

  private synchronized Set<RuleId> missing(RuleSet ruleSet, BuiltInRule alert, Instant now) {
    Duration quarter = alert.window().dividedBy(4);
    long length = Math.max(1, (quarter.compareTo(WHILE) < 0 ? quarter : WHILE).toMillis());
    long current = now.toEpochMilli() / length;
    if (current != spell || !version.equals(ruleSet.version())) {
      spell = current;
      version = ruleSet.version();
      missing = ruleSet.rules().stream().map(Rule::id).collect(Collectors.toSet());
    }
    return Set.copyOf(missing);
  }

  /** Samples of one series have the same list: one look at it is enough. */
  @SuppressWarnings("ReferenceEquality")
  private static Set<RuleId> found(Iterable<List<RuleMatch>> samples, Set<RuleId> missing) {
    Set<RuleId> found = new HashSet<>();
    List<RuleMatch> last = List.of();
    for (List<RuleMatch> matches : samples) {
      if (found.size() == missing.size()) {
        break;
      }
      if (matches != last) {
        last = matches;
        for (RuleMatch match : matches) {
          if (missing.contains(match.rule().id())) {
            found.add(match.rule().id());
          }
        }
      }
    }
    return found;
  }

  private synchronized void recorded(Collection<RuleId> rules) {
    if (!rules.isEmpty()) {
      Set<RuleId> left = new HashSet<>(missing);
      left.removeAll(rules);
      missing = left;
    }
  }
}
