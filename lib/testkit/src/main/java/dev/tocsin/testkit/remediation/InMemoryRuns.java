package dev.tocsin.testkit.remediation;

import dev.tocsin.core.remediation.Question;
import dev.tocsin.core.remediation.Run;
import dev.tocsin.core.remediation.Runs;
import dev.tocsin.core.remediation.Target;
import dev.tocsin.core.remediation.TargetHistory;
import dev.tocsin.testkit.outbox.InMemoryTransactions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Runs in memory. Transactions run one at a time, so that every lock is free. */
final class InMemoryRuns implements Runs {
  private final InMemoryTransactions transactions;
  private final Map<UUID, Run> runs = new HashMap<>();

  InMemoryRuns(InMemoryTransactions transactions) {
    this.transactions = transactions;
    transactions.enlist(() -> {
      Map<UUID, Run> copy = Map.copyOf(runs);
      return () -> {
        runs.clear();
        runs.putAll(copy);
      };
    });
  }

  @Override
  public Map<Target, TargetHistory> lockTargets(Collection<Target> targets, Instant windowStart) {
    return transactions.inOne(() -> {
      Map<Target, TargetHistory> histories = new HashMap<>();
      targets.forEach(target -> histories.put(target, history(target, windowStart)));
      return histories;
    });
  }

  private TargetHistory history(Target target, Instant windowStart) {
    List<Run> tried =
        runs.values().stream()
            .filter(
                run -> target.equals(new Target(run.plan().remediationId(), run.plan().target())))
            .toList();
    List<Instant> attempts = tried.stream().flatMap(run -> run.attempts().stream()).toList();
    return new TargetHistory(
        tried.stream().anyMatch(run -> run.status().open()),
        (int) attempts.stream().filter(at -> at.isAfter(windowStart)).count(),
        attempts.stream().max(Comparator.naturalOrder()));
  }

  @Override
  public void add(Collection<Run> added) {
    transactions.inOne(() -> {
      added.forEach(run -> runs.putIfAbsent(run.id(), run));
      return added;
    });
  }

  @Override
  public void save(Run run) {
    transactions.inOne(() -> Optional.ofNullable(runs.replace(run.id(), run)));
  }

  @Override
  public Optional<Run> find(UUID id) {
    return transactions.inOne(() -> Optional.ofNullable(runs.get(id)));
  }

  @Override
  public Optional<Question> question(UUID id) {
    return find(id)
        .flatMap(run ->
            run.approval()
                .map(asked -> new Question(run.plan().parametersHash(), asked.expiresAt())));
  }

  @Override
  public Optional<Run> lock(UUID id) {
    return find(id);
  }

  @Override
  public List<Run> lockDue(Instant now, int limit) {
    return transactions.inOne(() ->
        due(now)
            .sorted(Comparator.comparing((Run run) -> run.dueAt().orElseThrow()))
            .limit(limit)
            .toList());
  }

  @Override
  public List<Run> lockOpen(Collection<UUID> alertIds) {
    Set<UUID> wanted = new HashSet<>(alertIds);
    return transactions.inOne(() ->
        runs.values().stream()
            .filter(run -> run.status().open() && wanted.contains(run.plan().alert().alertId()))
            .sorted(Comparator.comparing(Run::id))
            .toList());
  }

  @Override
  public List<Instant> dueUntil(Instant until) {
    return transactions.inOne(() ->
        due(until)
            .map(run -> run.dueAt().orElseThrow().truncatedTo(ChronoUnit.SECONDS))
            .distinct()
            .sorted()
            .toList());
  }

  private Stream<Run> due(Instant by) {
    return runs.values().stream()
        .filter(run -> run.dueAt().filter(due -> !due.isAfter(by)).isPresent());
  }

  @Override
  public int purge(Instant before) {
    return transactions.inOne(() -> {
      int held = runs.size();
      runs.values().removeIf(run -> run.finished().filter(end -> end.isBefore(before)).isPresent());
      return held - runs.size();
    });
  }
}
