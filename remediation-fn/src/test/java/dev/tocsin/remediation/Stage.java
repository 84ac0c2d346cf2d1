package dev.tocsin.remediation;

import static dev.tocsin.testkit.remediation.RemediationRuns.NOW;
import static dev.tocsin.testkit.remediation.RemediationRuns.alert;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.file.Reloadable;
import dev.tocsin.core.file.TextFile;
import dev.tocsin.core.identity.DerivedId;
import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.message.Message;
import dev.tocsin.core.outbox.MessageSender;
import dev.tocsin.core.outbox.QueueMessage;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.outbox.WakeUps;
import dev.tocsin.core.remediation.Catalogue;
import dev.tocsin.core.remediation.Run;
import dev.tocsin.core.remediation.Runs;
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
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Remediation's real context on a database of its own, with queues that only remember. */
final class Stage implements AutoCloseable {
  static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(US_ASCII);

  final MovedClock clock = MovedClock.create();
  final Queue queue = new Queue();
  final Waker waker = new Waker();
  final Breaking faults = new Breaking();
  final ChangingFile file = new ChangingFile();
  final ApplicationContext context;

  Stage(String catalogue) {
    file.text = catalogue;
    Map<String, Object> properties =
        new HashMap<>(TestPostgres.copyOf("tocsin", Schema::migrate).properties());
    properties.put("tocsin.approval.key", Base64.getEncoder().encodeToString(KEY));
    properties.put("tocsin.remediation.connect-timeout", "500ms");
    properties.put("tocsin.remediation.action-timeout", "1s");
    properties.put("tocsin.queue.reset", "1ms");
    context = RemediationContext.builder().properties(properties).build();
    context.registerSingleton(InstantSource.class, clock);
    context.registerSingleton(MessageSender.class, queue);
    context.registerSingleton(WakeUps.class, waker);
    context.registerSingleton(FaultPoints.class, faults);
    context.registerSingleton(TextFile.class, file);
    context.start();
  }

  /** Remembers what was sent, per queue. */
  static final class Queue implements MessageSender {
    final List<QueueMessage> messages = new CopyOnWriteArrayList<>();
    volatile boolean broken;

    @Override
    public void send(QueueName queue, List<QueueMessage> sent) {
      if (broken) {
        throw new IllegalStateException("queue is down");
      }
      messages.addAll(sent);
    }
  }

  /** Remembers the delays of the wake-ups. */
  static final class Waker implements WakeUps {
    final List<Duration> delays = new CopyOnWriteArrayList<>();

    @Override
    public void send(QueueName consumer, Duration delay) {
      delays.add(delay);
    }
  }

  /** Throws once at a point, when armed. */
  static final class Breaking implements FaultPoints {
    volatile List<FaultPoint> next = List.of();

    @Override
    public void reach(FaultPoint point) {
      if (next.contains(point)) {
        next = List.of();
        throw new IllegalStateException("fault " + point.code());
      }
    }
  }

  /** A file that a test may change. */
  static final class ChangingFile implements TextFile {
    volatile String text = "";

    @Override
    public String name() {
      return "remediations.yaml";
    }

    @Override
    public String text() {
      return text;
    }
  }

  static String catalogue(String url, boolean asks, int maxAttempts, String cooldown) {
    return """
    remediations:
      - id: clear_temp
        name: Clear <temporary> files
        action:
          type: http
          url: "%s/{{instance_id}}"
          headers: {X-Secret: s3cret}
          body: '{"mount":"{{labels.mount}}"}'
        alert_rules: [disk_high]
        requires_approval: %s
        %s
        max_attempts: %d
        cooldown: %s
    """
        .formatted(url, asks, asks ? "approval: link" : "", maxAttempts, cooldown);
  }

  static AlertChanged event(long n, long seq, String change) {
    return new AlertChanged(
        1, CountingIds.id(100 * n + seq), seq, change, "duration_met", NOW, 91.0, null, alert(n));
  }

  /** Hands messages, a list of events each, to the queue's handler; returns those that failed. */
  List<String> take(AlertChanged... events) {
    return deliver(message("m1", "1", body(events)));
  }

  List<String> deliver(SQSMessage... messages) {
    SQSEvent event = new SQSEvent();
    event.setRecords(Arrays.asList(messages));
    return new RemediationEventsHandler(context)
        .execute(event).getBatchItemFailures().stream()
            .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
            .toList();
  }

  static SQSMessage message(String id, String group, String body) {
    SQSMessage message = new SQSMessage();
    message.setMessageId(id);
    message.setBody(body);
    message.setAttributes(Map.of("MessageGroupId", group));
    return message;
  }

  String body(AlertChanged... events) {
    return Arrays.stream(events)
        .map(this::json)
        .collect(Collectors.joining(",", "{\"version\":1,\"shard\":1,\"events\":[", "]}"));
  }

  private String json(Message event) {
    try {
      return context.getBean(ObjectMapper.class).writeValueAsString(event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As new: no rows, nothing remembered, the clock where it began. */
  void clear() {
    Sql sql = context.getBean(Sql.class);
    List<String> tables =
        sql.of(
                """
                SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                  AND c.relname NOT IN ('flyway_schema_history', 'outbox_lane')
                """)
            .rows(row -> row.getString(1));
    sql.of("TRUNCATE " + String.join(", ", tables)).update();
    queue.messages.clear();
    waker.delays.clear();
    faults.next = List.of();
    clock.set(NOW);
  }

  void catalogueIs(String text) {
    file.text = text;
    assertThat(catalogue().reload()).hasToString("");
  }

  void work() {
    new RemediationWorkHandler(context).execute(new SQSEvent());
  }

  void tick() {
    new RemediationTickHandler(context).execute(null);
  }

  Runs runs() {
    return context.getBean(Runs.class);
  }

  Run run(long n, long seq) {
    UUID event = CountingIds.id(100 * n + seq);
    return runs().find(DerivedId.of(event, "run:clear_temp")).orElseThrow();
  }

  /** What was reported, in the order of sending. */
  List<Message> reported() {
    MessageDecoder decoder = context.getBean(MessageDecoder.class);
    List<Message> reported = new ArrayList<>();
    queue.messages.forEach(message ->
        reported.addAll(
            decoder.decode(QueueName.NOTIFY, message.body(), clock.instant()).events()));
    return reported;
  }

  @SuppressWarnings("unchecked")
  Reloadable<Catalogue> catalogue() {
    return context.getBean(Argument.of(Reloadable.class, Catalogue.class));
  }

  @Override
  public void close() {
    context.close();
  }
}
