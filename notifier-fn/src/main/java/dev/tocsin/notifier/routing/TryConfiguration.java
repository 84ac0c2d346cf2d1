package dev.tocsin.notifier.routing;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.matcher.MatcherSyntax;
import dev.tocsin.routing.move.Moves;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Says what a configuration would do, and changes nothing. */
@Singleton
public class TryConfiguration {
  private final Transactions transactions;
  private final ActiveRouting active;
  private final RoutedAlerts alerts;
  private final MatcherSyntax matchers;
  private final InstantSource clock;

  TryConfiguration(
      Transactions transactions,
      ActiveRouting active,
      RoutedAlerts alerts,
      MatcherSyntax matchers,
      InstantSource clock) {
    this.transactions = transactions;
    this.active = active;
    this.alerts = alerts;
    this.matchers = matchers;
    this.clock = clock;
  }

  /**
   * What a configuration would do.
   *
   * @param version in force, which it is compared with
   * @param problems for which it would be refused, and warnings
   * @param moves the active alerts that would move; empty when there are problems
   */
  public record Tried(long version, Problems problems, Optional<Moves> moves) {}

  public Tried run(GivenConfiguration given) {
    Problems problems = new Problems();
    Optional<ReadConfiguration> read = given.readToActivate(matchers, problems);
    Instant now = clock.instant();
    return transactions.inOne(() -> {
      Routing present = active.now();
      return new Tried(present.number(), problems, read.map(next -> moves(present, next, now)));
    });
  }

  private Moves moves(Routing present, ReadConfiguration next, Instant now) {
    return Moves.between(
        present.configuration().root(), next.configuration().root(), alerts.active(now));
  }
}
