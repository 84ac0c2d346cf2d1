package dev.tocsin.routing.flush;

import dev.tocsin.core.label.Labels;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.route.Route;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A flush of one group: all that its decisions depend on.
 *
 * @param number of the flush within its group, ascending
 * @param members in any order
 * @param targets the integrations of the route's receiver
 * @param dueAt when it was to take place
 * @param at when it takes place
 */
public record Flush(
    UUID group,
    long number,
    Labels groupLabels,
    Route route,
    List<Member> members,
    IntervalState intervals,
    List<Target> targets,
    Instant dueAt,
    Instant at) {
  public Flush {
    members = List.copyOf(members);
    targets = List.copyOf(targets);
  }

  /** When it counts as having taken place. */
  public Instant countedAt() {
    return FlushTimer.counted(dueAt, at, route.groupInterval());
  }

  /** Decides for each integration whether and of what it is notified. */
  public FlushOutcome decide(FlushPolicy policy) {
    List<IntegrationDecision> decisions =
        targets.stream()
            .map(target -> new IntegrationDecision(target.integration(), decide(target, policy)))
            .toList();
    return new FlushOutcome(
        decisions, departures(decisions), countedAt().plus(route.groupInterval()));
  }

  private Decision decide(Target target, FlushPolicy policy) {
    return target.integration().settings().wantsEveryEvent()
        ? EventPipeline.run(target.events(), intervals, policy)
        : Pipeline.run(Course.start(this, target, policy));
  }

  private Departures departures(List<IntegrationDecision> decisions) {
    List<Alert> resolved =
        members.stream().map(Member::alert).filter(alert -> alert.isResolvedAt(at)).toList();
    boolean delivers = decisions.stream().anyMatch(decided -> decided.decision() instanceof Send);
    return new Departures(resolved, delivers);
  }
}
