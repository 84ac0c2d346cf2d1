package dev.tocsin.testkit.remediation;

import dev.tocsin.core.remediation.AuditEntry;
import dev.tocsin.core.remediation.AuditTrail;
import dev.tocsin.testkit.outbox.InMemoryTransactions;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** An audit trail in memory. */
final class InMemoryAuditTrail implements AuditTrail {
  private final InMemoryTransactions transactions;
  private final Map<UUID, AuditEntry> entries = new LinkedHashMap<>();

  InMemoryAuditTrail(InMemoryTransactions transactions) {
    this.transactions = transactions;
    transactions.enlist(() -> {
      Map<UUID, AuditEntry> copy = new LinkedHashMap<>(entries);
      return () -> {
        entries.clear();
        entries.putAll(copy);
      };
    });
  }

  @Override
  public void add(AuditEntry entry) {
    transactions.inOne(() -> Optional.ofNullable(entries.putIfAbsent(entry.id(), entry)));
  }

  @Override
  public List<AuditEntry> of(UUID subject) {
    return transactions.inOne(() ->
        entries.values().stream()
            .filter(entry -> entry.subject().equals(subject))
            .sorted(Comparator.comparing(AuditEntry::at))
            .toList());
  }

  @Override
  public int purge(Instant before) {
    return transactions.inOne(() -> {
      int held = entries.size();
      entries.values().removeIf(entry -> entry.at().isBefore(before));
      return held - entries.size();
    });
  }
}
