package dev.tocsin.testkit.remediation;

import static dev.tocsin.testkit.remediation.RemediationRuns.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.remediation.AuditEntry;
import dev.tocsin.core.remediation.AuditTrail;
import dev.tocsin.testkit.CountingIds;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every {@link AuditTrail} promises. */
public abstract class AuditTrailContract {
  protected abstract AuditTrail newAuditTrail();

  private static AuditEntry entry(long n, long subject, Instant at) {
    return new AuditEntry(
        CountingIds.id(n),
        at,
        "link",
        "10.0.0.1",
        "remediation.approve",
        CountingIds.id(subject),
        "go <on>");
  }

  @Test
  void of_subject_oldestFirst() {
    AuditTrail trail = newAuditTrail();
    AuditEntry later = entry(1, 9, NOW.plusSeconds(1));
    AuditEntry first = entry(2, 9, NOW);
    trail.add(later);
    trail.add(first);
    trail.add(first);
    trail.add(entry(3, 8, NOW));
    assertThat(trail.of(CountingIds.id(9))).containsExactly(first, later);
  }

  @Test
  void purge_old_isGone() {
    AuditTrail trail = newAuditTrail();
    AuditEntry kept = entry(2, 9, NOW);
    trail.add(entry(1, 9, NOW.minusSeconds(1)));
    trail.add(kept);
    assertThat(trail.purge(NOW)).isEqualTo(1);
    assertThat(trail.of(CountingIds.id(9))).containsExactly(kept);
  }
}
