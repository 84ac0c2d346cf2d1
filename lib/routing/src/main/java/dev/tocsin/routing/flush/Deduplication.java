package dev.tocsin.routing.flush;

import static java.util.Collections.disjoint;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.AlertOrder;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether what there is to say is worth a notification, given what the integration knows
 * already. Source: Alertmanager's deduplication and retry stages.
 */
final class Deduplication {
  private final Content content;
  private final Optional<NotificationLog> log;
  private final Terms terms;
  private final Instant now;

  /** Muted alerts that the integration knows as firing: they still do. */
  private final Set<Fingerprint> stillFiring;

  private Deduplication(Content content, Optional<NotificationLog> log, Terms terms, Instant now) {
    this.content = content;
    this.log = log;
    this.terms = terms;
    this.now = now;
    this.stillFiring = new HashSet<>(content.muted());
    stillFiring.retainAll(log.map(NotificationLog::firing).orElse(Set.of()));
  }

  static Decision decide(Content content, Optional<NotificationLog> log, Terms terms, Instant now) {
    return new Deduplication(content, log, terms, now).decide();
  }

  private Decision decide() {
    return switch (log.map(this::reason).orElseGet(this::reasonOfFirst)) {
      case SkipReason reason -> skip(reason);
      case SendReason reason -> send(reason);
    };
  }

  private Reason reasonOfFirst() {
    return content.firing().isEmpty() ? SkipReason.NEVER_ANNOUNCED : SendReason.FIRST_NOTIFICATION;
  }

  private Reason reason(NotificationLog said) {
    if (!said.firing().containsAll(content.firing())) {
      return said.firing().isEmpty() ? SendReason.FIRST_NOTIFICATION : SendReason.NEW_ALERTS;
    }
    if (content.firing().isEmpty() && stillFiring.isEmpty()) {
      boolean open = !said.firing().isEmpty() || closes(said);
      return open ? SendReason.ALL_RESOLVED : SkipReason.ALREADY_CLOSED;
    }
    if (terms.sendResolved() && endsAreNews(said)) {
      return SendReason.SOME_RESOLVED;
    }
    if (content.overdueAt().filter(said.at()::isBefore).isPresent()) {
      return SendReason.OVERDUE;
    }
    boolean repeats =
        !content.firing().isEmpty() && said.at().isBefore(now.minus(terms.repeatInterval()));
    if (!repeats) {
      return SkipReason.NOTHING_NEW;
    }
    return isAllAcknowledged() ? SkipReason.ACKNOWLEDGED : SendReason.REPEAT_INTERVAL_ELAPSED;
  }

  private boolean isAllAcknowledged() {
    return terms.policy().acknowledgedIsNotRepeated()
        && content.acknowledged().containsAll(content.firing());
  }

  /** What was said stays known for as long as it is not repeated, so that its end is sent. */
  private Skip skip(SkipReason reason) {
    return reason == SkipReason.ACKNOWLEDGED
        ? new Skip(reason, MutedBy.NOTHING, log)
        : Skip.because(reason);
  }

  private boolean endsAreNews(NotificationLog said) {
    return !said.resolved().containsAll(content.resolved()) || closes(said);
  }

  private boolean closes(NotificationLog said) {
    return terms.policy().closesWhileMuted()
        && terms.sendResolved()
        && !disjoint(said.open(), content.resolved());
  }

  private Decision send(SendReason reason) {
    if (content.firing().isEmpty() && !terms.sendResolved()) {
      return new Skip(SkipReason.SEND_RESOLVED_OFF, MutedBy.NOTHING, Optional.of(logOnceSaid()));
    }
    boolean fires = !content.firing().isEmpty() || !stillFiring.isEmpty();
    return new Send(
        reason,
        fires ? Status.FIRING : Status.RESOLVED,
        AlertOrder.sorted(content.alerts()).stream().map(this::asSent).toList(),
        content.muted().stream().sorted().toList(),
        logOnceSaid());
  }

  private Alert asSent(Alert alert) {
    return content.firing().contains(alert.fingerprint()) ? Member.firing(alert) : alert;
  }

  private NotificationLog logOnceSaid() {
    Set<Fingerprint> firing = new HashSet<>(content.firing());
    firing.addAll(stillFiring);
    return new NotificationLog(firing, content.resolved(), openOnceSaid(), now);
  }

  private Set<Fingerprint> openOnceSaid() {
    if (!terms.sendResolved()) {
      return Set.of();
    }
    Set<Fingerprint> open = new HashSet<>(log.map(NotificationLog::open).orElse(Set.of()));
    open.retainAll(content.members());
    open.addAll(content.firing());
    open.removeAll(content.resolved());
    return open;
  }
}
