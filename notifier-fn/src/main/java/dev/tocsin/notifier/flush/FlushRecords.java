package dev.tocsin.notifier.flush;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.config.Integration;
import dev.tocsin.routing.flush.Decision;
import dev.tocsin.routing.flush.Flush;
import dev.tocsin.routing.flush.IntegrationDecision;
import dev.tocsin.routing.flush.Member;
import dev.tocsin.routing.flush.MutedBy;
import dev.tocsin.routing.flush.Relay;
import dev.tocsin.routing.flush.Send;
import dev.tocsin.routing.flush.Skip;
import dev.tocsin.routing.group.FlushRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What is stored of a flush for each integration. */
final class FlushRecords {
  private FlushRecords() {}

  /** Of a group that has no alerts nothing is stored, but what becomes of their events. */
  static List<FlushRecord> of(DecidedFlush decided) {
    boolean isEmpty = decided.flush().members().isEmpty();
    return decided.outcome().decisions().stream()
        .filter(decision -> !isEmpty || hasEvents(decision.decision()))
        .map(decision -> record(decided, decision))
        .toList();
  }

  private static boolean hasEvents(Decision decision) {
    return decision instanceof Relay relay && !(relay.passed().isEmpty() && relay.held().isEmpty());
  }

  private static boolean notifies(Decision decision) {
    return switch (decision) {
      case Send send -> true;
      case Skip skip -> false;
      case Relay relay -> !relay.passed().isEmpty();
    };
  }

  private static FlushRecord record(DecidedFlush flushed, IntegrationDecision decided) {
    Flush flush = flushed.flush();
    Decision decision = decided.decision();
    return new FlushRecord(
        flush.group(),
        flush.number(),
        decided.integration().key(),
        flush.at(),
        notifies(decision),
        decision.reason().code(),
        decision instanceof Send
            ? inPlaceOf(flushed.fallback(), decided.integration())
            : causes(decision),
        fingerprints(flush, member -> !isMuted(member) && !isResolved(flush, member)),
        fingerprints(flush, member -> !isMuted(member) && isResolved(flush, member)),
        fingerprints(flush, FlushRecords::isMuted));
  }

  private static List<String> inPlaceOf(Fallback fallback, Integration integration) {
    return fallback.integrations().contains(integration) ? fallback.inPlaceOf() : List.of();
  }

  private static List<String> causes(Decision decision) {
    MutedBy by =
        switch (decision) {
          case Send send -> MutedBy.NOTHING;
          case Skip skip -> skip.by();
          case Relay relay -> relay.by();
        };
    List<String> causes = new ArrayList<>(by.intervals());
    by.silences().forEach(id -> causes.add(id.toString()));
    by.inhibitors().forEach(fingerprint -> causes.add(fingerprint.toString()));
    return causes;
  }

  private static List<Fingerprint> fingerprints(Flush flush, Predicate<Member> which) {
    return flush.members().stream()
        .filter(which)
        .map(member -> member.alert().fingerprint())
        .sorted()
        .toList();
  }

  private static boolean isMuted(Member member) {
    return member.muted().bySilence() || member.muted().byInhibition();
  }

  private static boolean isResolved(Flush flush, Member member) {
    Alert alert = member.alert();
    return alert.isResolvedAt(flush.at());
  }
}
