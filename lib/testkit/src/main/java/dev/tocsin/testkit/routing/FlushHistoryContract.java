package dev.tocsin.testkit.routing;

import static dev.tocsin.testkit.routing.RoutedFixture.T;
import static dev.tocsin.testkit.routing.RoutedFixture.fingerprint;
import static dev.tocsin.testkit.routing.RoutedFixture.firing;
import static dev.tocsin.testkit.routing.RoutedFixture.group;
import static dev.tocsin.testkit.routing.RoutedFixture.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.flush.NotificationLog;
import dev.tocsin.routing.group.FlushHistory;
import dev.tocsin.routing.group.FlushRecord;
import dev.tocsin.routing.group.Groups;
import dev.tocsin.routing.group.Notified;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Groups} promises of what it decided and of what integrations were notified. */
public abstract class FlushHistoryContract {
  private static final UUID GROUP = group(1).id();
  private static final String SLACK = "team-db/slack[0]";
  private static final String MAIL = "team-db/email[0]";
  private static final Instant ALWAYS = Instant.parse("2100-01-01T00:00:00Z");

  /** The store under test, empty; always the same one within a test. */
  protected abstract Groups groups();

  /** What it has recorded. */
  protected abstract FlushHistory history();

  /** The alerts beside it, empty. */
  protected abstract RoutedAlerts alerts();

  @Test
  void ofGroup_recorded_isNewestFirst() {
    FlushRecord first = decision(1, SLACK, 0);
    FlushRecord second = decision(2, SLACK, 300);
    FlushRecord mail = decision(2, MAIL, 300);
    groups().record(List.of(first));
    groups().record(List.of(second, mail, other(3)));

    assertThat(history().ofGroup(GROUP, ALWAYS, 9)).containsExactly(mail, second, first);
    assertThat(history().ofGroup(GROUP, ALWAYS, 2)).containsExactly(mail, second);
    assertThat(history().ofGroup(GROUP, T.plusSeconds(300), 9)).containsExactly(first);
    assertThat(history().ofGroup(group(7).id(), ALWAYS, 9)).isEmpty();
  }

  @Test
  void ofIntegration_recorded_isThatOfAllGroups() {
    groups().record(List.of(decision(1, SLACK, 0), decision(1, MAIL, 0), other(3)));

    assertThat(history().ofIntegration(SLACK, ALWAYS, 9))
        .containsExactly(other(3), decision(1, SLACK, 0));
    assertThat(history().ofIntegration(SLACK, T.plusSeconds(3), 9))
        .containsExactly(decision(1, SLACK, 0));
    assertThat(history().ofIntegration(SLACK, ALWAYS, 1)).containsExactly(other(3));
  }

  @Test
  void ofAlert_recorded_isThatOfFlushesWithTheAlert() {
    FlushRecord firing = decision(1, SLACK, 0);
    FlushRecord later = decision(2, SLACK, 300);
    groups().record(List.of(firing, later, other(3)));
    List<UUID> both = List.of(GROUP, group(2).id());

    assertThat(history().ofAlert(both, fingerprint(1), ALWAYS, 9)).containsExactly(later, firing);
    assertThat(history().ofAlert(both, fingerprint(3), ALWAYS, 1)).containsExactly(later);
    assertThat(history().ofAlert(both, fingerprint(1), T.plusSeconds(300), 9))
        .containsExactly(firing);
    assertThat(history().ofAlert(both, fingerprint(2), ALWAYS, 9)).isEmpty();
    assertThat(history().ofAlert(List.of(), fingerprint(1), ALWAYS, 9)).isEmpty();
  }

  @Test
  void record_sameFlushAndIntegrationTwice_isRefused() {
    groups().record(List.of(decision(1, SLACK, 0)));

    assertThatThrownBy(() -> groups().record(List.of(decision(1, SLACK, 0))))
        .isInstanceOf(RuntimeException.class);
    assertThat(history().ofGroup(GROUP, ALWAYS, 9)).hasSize(1);
  }

  @Test
  void record_none_changesNothing() {
    groups().record(List.of());
    groups().log(List.of());

    assertThat(history().ofIntegration(SLACK, ALWAYS, 9)).isEmpty();
  }

  @Test
  void logOf_notified_isWhatWasLastWritten() {
    groups().log(List.of(notified(SLACK, 0, 600), notified(MAIL, 0, 600)));
    groups().log(List.of(notified(SLACK, 300, 900)));

    assertThat(groups().logOf(GROUP, SLACK, T)).contains(log(300));
    assertThat(groups().logOf(GROUP, MAIL, T)).contains(log(0));
    assertThat(groups().logOf(group(2).id(), SLACK, T)).isEmpty();
  }

  @Test
  void logOf_expired_isNone() {
    groups().log(List.of(notified(SLACK, 0, 600)));

    assertThat(groups().logOf(GROUP, SLACK, T.plusSeconds(600).minusMillis(1))).isPresent();
    assertThat(groups().logOf(GROUP, SLACK, T.plusSeconds(600))).isEmpty();
  }

  @Test
  void open_notified_isWhatAnyIntegrationKnowsAsOpen() {
    UUID closed = group(2).id();
    groups()
        .log(
            List.of(
                notified(SLACK, 0, 600),
                new Notified(GROUP, MAIL, open(3), T.plusSeconds(600)),
                new Notified(closed, MAIL, open(), T.plusSeconds(600)),
                new Notified(closed, SLACK, open(4), T.plusSeconds(10))));

    assertThat(groups().open(List.of(GROUP, closed, group(7).id()), T.plusSeconds(10)))
        .isEqualTo(Map.of(GROUP, Set.of(fingerprint(2), fingerprint(3)), closed, Set.of()));
    assertThat(groups().open(List.of(), T)).isEmpty();
  }

  private static NotificationLog open(int... alerts) {
    return new NotificationLog(
        Set.of(),
        Set.of(),
        IntStream.of(alerts).mapToObj(RoutedFixture::fingerprint).collect(Collectors.toSet()),
        T);
  }

  @Test
  void logs_severalGroups_areThoseNotExpiredByGroupAndIntegration() {
    groups()
        .log(
            List.of(
                notified(SLACK, 0, 600),
                notified(MAIL, 0, 10),
                new Notified(group(2).id(), MAIL, log(0), T.plusSeconds(600))));

    assertThat(groups().logs(List.of(GROUP, group(3).id()), T.plusSeconds(10)))
        .isEqualTo(Map.of(GROUP, Map.of(SLACK, log(0))));
    assertThat(groups().logs(List.of(), T)).isEmpty();
  }

  @Test
  void log_ofAGroupThatIsRemoved_stays() {
    RoutedFixture.save(alerts(), firing(1));
    groups().join(List.of(joining(1, firing(1), 0)), T);
    groups().log(List.of(notified(SLACK, 0, 600)));

    groups().removeAll();

    assertThat(groups().logOf(GROUP, SLACK, T)).contains(log(0));
  }

  private static Notified notified(String integration, int at, int expiry) {
    return new Notified(GROUP, integration, log(at), T.plusSeconds(expiry));
  }

  private static NotificationLog log(int at) {
    return new NotificationLog(
        Set.of(fingerprint(1), fingerprint(2)),
        Set.of(),
        Set.of(fingerprint(2)),
        T.plusSeconds(at));
  }

  private static FlushRecord decision(long flush, String integration, int at) {
    return new FlushRecord(
        GROUP,
        flush,
        integration,
        T.plusSeconds(at),
        flush == 1,
        "first",
        List.of("a \"b\", {c} \\d", "null", ""),
        List.of(fingerprint(1)),
        List.of(),
        List.of(fingerprint(3)));
  }

  private static FlushRecord other(int at) {
    return new FlushRecord(
        group(2).id(),
        1,
        SLACK,
        T.plusSeconds(at),
        false,
        "silenced",
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
