package dev.tocsin.remediation.save;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.message.Message;
import dev.tocsin.core.outbox.Lane;
import dev.tocsin.core.outbox.Outbox;
import dev.tocsin.core.outbox.OutboxEvent;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.remediation.Announcement;
import dev.tocsin.core.remediation.EndReason;
import dev.tocsin.core.remediation.Run;
import dev.tocsin.core.remediation.RunStatus;
import dev.tocsin.core.remediation.Runs;
import dev.tocsin.platform.queue.QueuePublisher;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Saves runs and announces them, within the caller's transaction. */
@Singleton
public class SaveRuns {
  private final Transactions transactions;
  private final Runs runs;
  private final Outbox outbox;
  private final QueuePublisher publisher;
  private final ObjectMapper json;
  private final MeterRegistry meters;

  SaveRuns(
      Transactions transactions,
      Runs runs,
      Outbox outbox,
      QueuePublisher publisher,
      ObjectMapper json,
      MeterRegistry meters) {
    this.transactions = transactions;
    this.runs = runs;
    this.outbox = outbox;
    this.publisher = publisher;
    this.json = json;
    this.meters = meters;
  }

  /** Saves a run that was there before. */
  public void save(Run run, Instant now) {
    save(List.of(), List.of(run), now);
  }

  /** Saves runs; once they are committed they are counted, and work that is due is called up. */
  public void save(Collection<Run> added, Collection<Run> changed, Instant now) {
    changed.forEach(runs::save);
    runs.add(added);
    List<Run> all = Stream.concat(changed.stream(), added.stream()).toList();
    outbox.add(
        all.stream().flatMap(run -> Announcement.of(run, now).stream()).map(this::event).toList(),
        now);
    transactions.afterCommit(() -> all.forEach(this::count));
    if (all.stream().anyMatch(run -> isDue(run, now))) {
      publisher.wakeUpOnceCommitted(QueueName.REMEDIATE);
    }
  }

  private static boolean isDue(Run run, Instant now) {
    return run.status() == RunStatus.APPROVED
        && run.dueAt().filter(due -> !due.isAfter(now)).isPresent();
  }

  private void count(Run run) {
    meters
        .counter(
            "tocsin.remediation.runs",
            "status",
            run.status().code(),
            "reason",
            run.reason().map(EndReason::code).orElse("none"))
        .increment();
  }

  private OutboxEvent event(Message message) {
    int shard = Fingerprint.parse(message.alert().fingerprint()).shard();
    try {
      return new OutboxEvent(
          message.eventId(), new Lane(QueueName.NOTIFY, shard), json.writeValueAsString(message));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
