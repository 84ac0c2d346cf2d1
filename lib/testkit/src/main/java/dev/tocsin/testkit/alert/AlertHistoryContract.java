package dev.tocsin.testkit.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.engine.alert.AlertEvent;
import dev.tocsin.engine.alert.AlertHistory;
import dev.tocsin.testkit.CountingIds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link AlertHistory} promises. */
public abstract class AlertHistoryContract {
  private static final Instant T = Instant.parse("2026-11-21T10:00:00.125Z");
  private static final UUID ALERT = CountingIds.id(100);

  /** The store under test, empty; always the same one within a test. */
  protected abstract AlertHistory history();

  @Test
  void of_alert_isItsEventsInTheirOrderOverDays() {
    AlertEvent fired = event(1, ALERT, 1, T);
    AlertEvent resolved = event(2, ALERT, 2, T.plus(Duration.ofDays(2)));
    history().append(List.of(resolved, event(3, CountingIds.id(101), 1, T)));
    history().append(List.of(fired));

    assertThat(history().of(ALERT)).containsExactly(fired, resolved);
  }

  @Test
  void of_unknownAlert_isEmpty() {
    history().append(List.of());

    assertThat(history().of(ALERT)).isEmpty();
  }

  private static AlertEvent event(int id, UUID alert, long seq, Instant recordedAt) {
    return new AlertEvent(
        CountingIds.id(id),
        alert,
        new Fingerprint(-5),
        seq,
        "fired",
        T.minusSeconds(3),
        recordedAt,
        "{\"text\":\"\\u0000 \uD83D\uDEA8\",  \"n\":1}");
  }
}
