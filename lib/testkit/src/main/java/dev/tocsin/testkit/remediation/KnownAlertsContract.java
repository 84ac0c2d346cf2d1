package dev.tocsin.testkit.remediation;

import static dev.tocsin.testkit.remediation.RemediationRuns.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.remediation.KnownAlerts;
import dev.tocsin.core.remediation.KnownAlerts.KnownAlert;
import dev.tocsin.testkit.CountingIds;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link KnownAlerts} promises. */
public abstract class KnownAlertsContract {
  private static final Fingerprint HIGH = new Fingerprint(-7);

  protected abstract KnownAlerts newKnownAlerts();

  private static KnownAlert known(Fingerprint fingerprint, long seq, boolean fires, Instant heard) {
    return new KnownAlert(fingerprint, seq, CountingIds.id(seq), fires, heard);
  }

  @Test
  void load_saved_isTheSame() {
    KnownAlerts alerts = newKnownAlerts();
    KnownAlert first = known(new Fingerprint(1), 1, true, NOW);
    KnownAlert high = known(HIGH, 4, false, NOW);
    alerts.save(List.of(first, high));
    assertThat(alerts.load(List.of(HIGH, new Fingerprint(1), new Fingerprint(2))))
        .hasSize(2)
        .containsEntry(HIGH, high)
        .containsEntry(new Fingerprint(1), first);
    assertThat(alerts.load(List.of())).isEmpty();
  }

  @Test
  void save_olderSeq_keepsTheNewer() {
    KnownAlerts alerts = newKnownAlerts();
    KnownAlert newer = known(HIGH, 4, false, NOW);
    alerts.save(List.of(newer));
    alerts.save(List.of(known(HIGH, 3, true, NOW)));
    assertThat(alerts.load(List.of(HIGH))).containsEntry(HIGH, newer);
    KnownAlert newest = known(HIGH, 5, true, NOW);
    alerts.save(List.of(newest));
    assertThat(alerts.load(List.of(HIGH))).containsEntry(HIGH, newest);
  }

  @Test
  void purge_resolvedAndOld_areForgotten() {
    KnownAlerts alerts = newKnownAlerts();
    alerts.save(
        List.of(
            known(new Fingerprint(1), 1, false, NOW.minusSeconds(1)),
            known(new Fingerprint(2), 1, true, NOW.minusSeconds(1)),
            known(new Fingerprint(3), 1, false, NOW)));
    assertThat(alerts.purge(NOW)).isEqualTo(1);
    assertThat(alerts.load(List.of(new Fingerprint(1), new Fingerprint(2), new Fingerprint(3))))
        .containsOnlyKeys(new Fingerprint(2), new Fingerprint(3));
  }
}
