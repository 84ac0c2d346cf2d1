package dev.tocsin.routing.flush;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.routing.alert.Alert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A flush at one integration, on its way through the stages.
 *
 * @param log what the integration knows
 * @param passing members that nothing mutes so far
 * @param held members that a stage has taken out
 */
record Course(
    Flush flush,
    Optional<NotificationLog> log,
    Terms terms,
    List<Member> passing,
    List<Member> held) {

  static Course start(Flush flush, Target target, FlushPolicy policy) {
    Terms terms =
        new Terms(target.integration().sendResolved(), flush.route().repeatInterval(), policy);
    return new Course(flush, target.log(), terms, flush.members(), List.of());
  }

  /** Takes out members, but for those whose end is sent in any case. */
  Course hold(Predicate<Member> mutes) {
    Predicate<Member> holds = member -> mutes.test(member) && !closes(member);
    if (passing.stream().noneMatch(holds)) {
      return this;
    }
    List<Member> left = new ArrayList<>(passing.size());
    List<Member> out = new ArrayList<>(held);
    for (Member member : passing) {
      (holds.test(member) ? out : left).add(member);
    }
    return new Course(flush, log, terms, left, out);
  }

  Stage.Step unlessAllHeld(SkipReason reason) {
    return passing.isEmpty()
        ? unlessAllHeld(reason, MutedBy.members(held))
        : new Stage.Passed(this);
  }

  Stage.Step unlessAllHeld(SkipReason reason, MutedBy by) {
    return passing.isEmpty()
        ? new Stage.Stopped(new Skip(reason, by, Optional.empty()))
        : new Stage.Passed(this);
  }

  /** What is left to say. */
  Content content() {
    List<Alert> alerts = new ArrayList<>(passing.size());
    Set<Fingerprint> firing = new HashSet<>();
    Set<Fingerprint> resolved = new HashSet<>();
    Set<Fingerprint> acknowledged = new HashSet<>();
    for (Member member : passing) {
      boolean ended = member.alert().isResolvedAt(flush.at());
      (ended ? resolved : firing).add(member.fingerprint());
      if (member.acknowledged() && !ended) {
        acknowledged.add(member.fingerprint());
      }
      if (terms.sendResolved() || !ended) {
        alerts.add(member.alert());
      }
    }
    return new Content(alerts, firing, resolved, muted(), acknowledged, overdueAt(), members());
  }

  private Optional<Instant> overdueAt() {
    return passing.stream()
        .filter(member -> !member.acknowledged() && !member.alert().isResolvedAt(flush.at()))
        .flatMap(member -> member.overdueAt().stream())
        .max(Comparator.naturalOrder());
  }

  private boolean closes(Member member) {
    return terms.policy().closesWhileMuted()
        && terms.sendResolved()
        && log.filter(said -> said.open().contains(member.fingerprint())).isPresent()
        && member.alert().isResolvedAt(flush.at());
  }

  private Set<Fingerprint> muted() {
    Set<Fingerprint> muted = new HashSet<>();
    if (terms.policy().hiddenIsNotResolved()) {
      for (Member member : held) {
        if (!member.alert().isResolvedAt(flush.at())) {
          muted.add(member.fingerprint());
        }
      }
    }
    return muted;
  }

  private Set<Fingerprint> members() {
    Set<Fingerprint> members = new HashSet<>();
    flush.members().forEach(member -> members.add(member.fingerprint()));
    return members;
  }
}
