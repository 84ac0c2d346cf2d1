package dev.tocsin.enricher;

import static dev.tocsin.testkit.remediation.RemediationRuns.NOW;
import static dev.tocsin.testkit.remediation.RemediationRuns.alert;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.tocsin.core.deadletter.DeadLetters;
import dev.tocsin.core.enrichment.Cmdb;
import dev.tocsin.core.enrichment.EnrichmentSource;
import dev.tocsin.core.enrichment.Enrichments;
import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.file.Reloadable;
import dev.tocsin.core.file.TextFile;
import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.message.AlertEnriched;
import dev.tocsin.core.message.AlertSnapshot;
import dev.tocsin.core.message.Message;
import dev.tocsin.core.outbox.MessageSender;
import dev.tocsin.core.outbox.QueueMessage;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.outbox.WakeUps;
import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.core.setting.Settings;
import dev.tocsin.platform.queue.MessageDecoder;
import dev.tocsin.store.Schema;
import dev.tocsin.store.Sql;
import dev.tocsin.testkit.CountingIds;
import dev.tocsin.testkit.MovedClock;
import dev.tocsin.testkit.postgres.TestPostgres;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.type.Argument;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The handlers on PostgreSQL, with queues that only remember. */
class EnricherFlowTest {
  private static final String CMDB =
      """
      assets:
        web-1: {owner: jo, team: platform, environment: production}
        web-2: {team: shop}
      """;

  private static final Optional<URI> GRAFANA =
      Optional.of(URI.create("https://grafana.example.com/"));
  private static final MovedClock CLOCK = MovedClock.create();
  private static final List<QueueMessage> SENT = new CopyOnWriteArrayList<>();
  private static final List<Duration> WAKE_UPS = new CopyOnWriteArrayList<>();
  private static final CountDownLatch NEVER = new CountDownLatch(1);
  private static volatile List<FaultPoint> faults = List.of();
  private static volatile String cmdb = CMDB;
  private static volatile Optional<URI> dashboards = GRAFANA;

  /** Who looked at the inventory. */
  private static final List<Thread> LOOKS = new CopyOnWriteArrayList<>();

  private static final ApplicationContext CONTEXT = context();

  private static ApplicationContext context() {
    Map<String, Object> properties =
        new HashMap<>(TestPostgres.copyOf("tocsin", Schema::migrate).properties());
    properties.put("tocsin.enricher.source-timeout", "300ms");
    properties.put("tocsin.queue.reset", "1ms");
    ApplicationContext fresh = EnricherContext.builder().properties(properties).build();
    fresh.registerSingleton(InstantSource.class, CLOCK);
    fresh.registerSingleton(MessageSender.class, (MessageSender) (queue, all) -> SENT.addAll(all));
    fresh.registerSingleton(WakeUps.class, (WakeUps) (consumer, delay) -> WAKE_UPS.add(delay));
    fresh.registerSingleton(FaultPoints.class, (FaultPoints) EnricherFlowTest::reach);
    fresh.registerSingleton(
        CurrentSettings.class, (CurrentSettings) () -> Settings.DEFAULT.withGrafanaUrl(dashboards));
    fresh.registerSingleton(TextFile.class, file());
    fresh.registerSingleton(EnrichmentSource.class, source("traces", EnricherFlowTest::traces));
    return fresh.start();
  }

  @BeforeEach
  void clear() {
    Sql sql = CONTEXT.getBean(Sql.class);
    sql.of("TRUNCATE enrichment, outbox, consumed_event, dead_letter").update();
    SENT.clear();
    WAKE_UPS.clear();
    LOOKS.clear();
    faults = List.of();
    cmdb = CMDB;
    dashboards = GRAFANA;
    CLOCK.set(NOW);
  }

  @AfterAll
  static void end() {
    CONTEXT.close();
  }

  private static TextFile file() {
    return new TextFile() {
      @Override
      public String name() {
        return "cmdb.yaml";
      }

      @Override
      public String text() {
        LOOKS.add(Thread.currentThread());
        return cmdb;
      }
    };
  }

  /** Knows nothing of web-1, breaks for web-7, and never answers for web-8. */
  private static Map<String, String> traces(AlertSnapshot alert) {
    return switch (alert.instanceId()) {
      case "web-7" -> throw new IllegalStateException("traces are down");
      case "web-8" -> {
        try {
          NEVER.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        yield Map.of();
      }
      default -> Map.of();
    };
  }

  private interface Asking {
    Map<String, String> query(AlertSnapshot alert);
  }

  private static EnrichmentSource source(String name, Asking asking) {
    return new EnrichmentSource() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Map<String, String> query(AlertSnapshot alert) {
        return asking.query(alert);
      }
    };
  }

  private static void reach(FaultPoint point) {
    if (faults.contains(point)) {
      faults = List.of();
      throw new IllegalStateException("fault " + point.code());
    }
  }

  private static AlertChanged event(long n, long seq, String change) {
    return new AlertChanged(
        1, CountingIds.id(100 * n + seq), seq, change, "duration_met", NOW, 91.0, null, alert(n));
  }

  private List<String> take(AlertChanged... events) {
    return take(
        Arrays.stream(events)
            .map(this::json)
            .collect(Collectors.joining(",", "{\"version\":1,\"shard\":1,\"events\":[", "]}")));
  }

  private List<String> take(String body) {
    SQSMessage message = new SQSMessage();
    message.setMessageId("m1");
    message.setBody(body);
    message.setAttributes(Map.of("MessageGroupId", "1"));
    SQSEvent event = new SQSEvent();
    event.setRecords(List.of(message));
    return new EnricherEventsHandler(CONTEXT)
        .execute(event).getBatchItemFailures().stream()
            .map(failure -> failure.getItemIdentifier())
            .toList();
  }

  private String json(Message event) {
    try {
      return CONTEXT.getBean(ObjectMapper.class).writeValueAsString(event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void work() {
    assertThat(new EnricherWorkHandler(CONTEXT).execute(new SQSEvent()).getBatchItemFailures())
        .isEmpty();
  }

  private List<AlertEnriched> reported() {
    List<AlertEnriched> reported = new ArrayList<>();
    MessageDecoder decoder = CONTEXT.getBean(MessageDecoder.class);
    for (QueueMessage message : SENT) {
      decoder.decode(QueueName.NOTIFY, message.body(), NOW).events().stream()
          .map(AlertEnriched.class::cast)
          .forEach(reported::add);
    }
    return reported;
  }

  private Map<String, String> stored(long n) {
    return CONTEXT
        .getBean(Enrichments.class)
        .byAlert(List.of(alert(n).alertId()))
        .values()
        .iterator()
        .next()
        .fields();
  }

  private static String dashboard(long n) {
    return "https://grafana.example.com/d/instance-health?var-instance=web-%d&from=now-1h&to=now"
        .formatted(n);
  }

  @Test
  void work_beforeSourcesAreAsked_bringsTheInventoryUpToDateOutsideOfTheirTime() {
    take(event(1, 1, "fired"));
    work();
    assertThat(LOOKS.getFirst()).isEqualTo(Thread.currentThread());
  }

  @Test
  void fired_knownInstance_isEnrichedStoredAndReported() {
    assertThat(take(event(1, 3, AlertChanged.FIRED))).isEmpty();
    assertThat(WAKE_UPS).containsExactly(Duration.ZERO);
    work();
    Map<String, String> expected =
        Map.of(
            "owner", "jo",
            "team", "platform",
            "environment", "production",
            "dashboard_url", dashboard(1));
    assertThat(stored(1)).isEqualTo(expected);
    assertThat(reported())
        .singleElement()
        .satisfies(reported -> {
          assertThat(reported.enrichment()).isEqualTo(expected);
          assertThat(reported.seq()).isEqualTo(3);
          assertThat(reported.alert()).isEqualTo(alert(1));
        });
  }

  @Test
  void fired_unknownInstance_hasTheDashboardOnly() {
    take(event(5, 1, AlertChanged.FIRED));
    work();
    assertThat(stored(5)).isEqualTo(Map.of("dashboard_url", dashboard(5)));
  }

  @Test
  void fired_nothingKnownOfTheInstance_isNotReported() {
    dashboards = Optional.empty();
    take(event(1, 1, AlertChanged.FIRED), event(5, 1, AlertChanged.FIRED));
    work();
    assertThat(stored(5)).isEmpty();
    assertThat(reported())
        .singleElement()
        .satisfies(of -> assertThat(of.alert()).isEqualTo(alert(1)));
  }

  @Test
  void manyUnknownInstances_doNotOpenTheBreaker() {
    for (long n = 11; n < 20; n++) {
      take(event(n, 1, AlertChanged.FIRED));
    }
    take(event(1, 1, AlertChanged.FIRED));
    work();
    assertThat(stored(1)).containsEntry("owner", "jo");
  }

  @Test
  void work_sourcesThatFailOrAreLate_leaveTheirErrorBesideTheRest() {
    take(event(7, 1, AlertChanged.FIRED), event(8, 1, AlertChanged.FIRED));
    work();
    assertThat(stored(7))
        .containsEntry("traces_error", "traces are down")
        .containsEntry("dashboard_url", dashboard(7));
    assertThat(stored(8))
        .containsEntry("traces_error", "no answer within 300 ms")
        .containsEntry("dashboard_url", dashboard(8));
  }

  @Test
  void refiredAndRedelivered_addNothing() {
    take(event(1, 1, AlertChanged.FIRED));
    work();
    take(event(1, 1, AlertChanged.FIRED));
    take(event(1, 2, AlertChanged.REFIRED), event(1, 3, AlertChanged.REFIRED));
    work();
    assertThat(reported()).hasSize(1);
  }

  @Test
  void resolved_isNotEnriched() {
    take(event(1, 1, AlertChanged.RESOLVED));
    work();
    assertThat(reported()).isEmpty();
    assertThat(WAKE_UPS).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultPoint.class,
      names = {"AFTER_LOAD", "BEFORE_COMMIT", "AFTER_COMMIT"})
  void take_crash_comesAgainAndIsDoneOnce(FaultPoint point) {
    faults = List.of(point);
    assertThat(take(event(1, 1, AlertChanged.FIRED))).containsExactly("m1");
    assertThat(take(event(1, 1, AlertChanged.FIRED))).isEmpty();
    work();
    assertThat(reported()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultPoint.class,
      names = {"AFTER_LOAD", "BEFORE_COMMIT", "AFTER_COMMIT", "AFTER_SEND", "AFTER_MARK"})
  void work_crash_isDoneAfterTheLeaseUnderTheSameId(FaultPoint point) {
    take(event(1, 1, AlertChanged.FIRED));
    faults = List.of(point);
    try {
      work();
    } catch (IllegalStateException crash) {
      assertThat(crash).hasMessage("fault " + point.code());
    }
    CLOCK.advance(Duration.ofMinutes(3));
    work();
    new EnricherTickHandler(CONTEXT).execute(null);
    assertThat(reported().stream().map(AlertEnriched::eventId).distinct()).hasSize(1);
    assertThat(stored(1)).containsEntry("owner", "jo");
  }

  @Test
  void take_badEvent_isADeadLetter() {
    assertThat(take("{\"events\":[{\"type\":\"alert_changed\"}]}")).isEmpty();
    assertThat(CONTEXT.getBean(DeadLetters.class).list(Optional.empty(), 10)).hasSize(1);
  }

  @Test
  void tick_dueRequests_areCalledUp() {
    take(event(1, 1, AlertChanged.FIRED));
    WAKE_UPS.clear();
    new EnricherTickHandler(CONTEXT).execute(null);
    assertThat(WAKE_UPS).hasSize(1);
  }

  @Test
  void reload_faultyFile_theLastGoodOneStays() {
    cmdb = "assets: 7\n";
    @SuppressWarnings("unchecked")
    Reloadable<Cmdb> file = CONTEXT.getBean(Argument.of(Reloadable.class, Cmdb.class));
    assertThat(file.reload()).hasToString("cmdb.yaml:1:9: assets must be a map, not the number 7");
    take(event(1, 1, AlertChanged.FIRED));
    work();
    assertThat(stored(1)).containsEntry("owner", "jo");
  }

  @Test
  void tenThousandAlerts_areAllEnriched() {
    for (int message = 0; message < 100; message++) {
      AlertChanged[] events = new AlertChanged[100];
      for (int at = 0; at < 100; at++) {
        events[at] = event(1_000L + message * 100L + at, 1, AlertChanged.FIRED);
      }
      assertThat(take(events)).isEmpty();
    }
    work();
    assertThat(reported()).hasSize(10_000);
  }
}
