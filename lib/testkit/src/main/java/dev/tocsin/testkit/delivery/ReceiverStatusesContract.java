package dev.tocsin.testkit.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.delivery.ReceiverStatus;
import dev.tocsin.core.delivery.ReceiverStatuses;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link ReceiverStatuses} promises. */
public abstract class ReceiverStatusesContract {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123Z");
  private static final Instant LATER = NOW.plusSeconds(30);
  private static final String WEB = "team-db/webhook[0]";

  /** The statuses under test, empty; always the same ones within a test. */
  protected abstract ReceiverStatuses statuses();

  @Test
  void all_neverCalled_isEmpty() {
    statuses().save(List.of());
    assertThat(statuses().all()).isEmpty();
  }

  @Test
  void save_successAndFailure_areKeptSideBySideForEachReceiver() {
    statuses()
        .save(
            List.of(
                ReceiverStatus.success(WEB, NOW),
                ReceiverStatus.failure("pager", NOW, "HTTP 503: later")));
    statuses().save(List.of(ReceiverStatus.failure(WEB, LATER, "HTTP 500: no")));

    assertThat(statuses().all())
        .isEqualTo(
            Map.of(
                WEB,
                new ReceiverStatus(WEB, Optional.of(NOW), Optional.of(LATER), "HTTP 500: no"),
                "pager",
                ReceiverStatus.failure("pager", NOW, "HTTP 503: later")));
  }

  @Test
  void save_laterSuccess_leavesTheLastError() {
    statuses().save(List.of(ReceiverStatus.failure(WEB, NOW, "HTTP 500: no")));
    statuses().save(List.of(ReceiverStatus.success(WEB, LATER)));
    assertThat(statuses().all())
        .containsEntry(
            WEB, new ReceiverStatus(WEB, Optional.of(LATER), Optional.of(NOW), "HTTP 500: no"));
  }

  @Test
  void save_whatIsEarlierThanWhatIsKept_changesNothing() {
    ReceiverStatus kept =
        new ReceiverStatus(WEB, Optional.of(LATER), Optional.of(LATER), "HTTP 500: no");
    statuses().save(List.of(kept));
    statuses()
        .save(
            List.of(new ReceiverStatus(WEB, Optional.of(NOW), Optional.of(NOW), "HTTP 502: old")));
    assertThat(statuses().all()).isEqualTo(Map.of(WEB, kept));
  }

  @Test
  void save_laterFailure_bringsItsError() {
    statuses().save(List.of(ReceiverStatus.failure(WEB, NOW, "HTTP 500: no")));
    statuses().save(List.of(ReceiverStatus.failure(WEB, LATER, "HTTP 502: gone")));
    assertThat(statuses().all())
        .isEqualTo(Map.of(WEB, ReceiverStatus.failure(WEB, LATER, "HTTP 502: gone")));
  }
}
