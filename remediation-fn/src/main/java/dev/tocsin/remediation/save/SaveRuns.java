package dev.tocsin.remediation.save;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.message.Message;
import dev.tocsin.core.outbox.Lane;
import dev.tocsin.core.outbox.Outbox;
import dev.tocsin.core.outbox.OutboxEvent;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.remediation.Announcement;
import dev.tocsin.core.remediation.Run;
import dev.tocsin.core.remediation.RunStatus;
import dev.tocsin.core.remediation.Runs;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Saves runs and reports them, within the caller's transaction. */
@Singleton
public class SaveRuns {
  private final Runs runs;
  private final Outbox outbox;
  private final ObjectMapper json;

  SaveRuns(Runs runs, Outbox outbox, ObjectMapper json) {
    this.runs = runs;
    this.outbox = outbox;
    this.json = json;
  }

  /** Saves a run that was there before. */
  public Saved save(Run run, Instant now) {
    return save(List.of(), List.of(run), now);
  }

  public Saved save(Collection<Run> added, Collection<Run> changed, Instant now) {
    changed.forEach(runs::save);
    runs.add(added);
    List<Run> all = Stream.concat(changed.stream(), added.stream()).toList();
    List<OutboxEvent> events =
        all.stream().flatMap(run -> Announcement.of(run, now).stream()).map(this::event).toList();
    outbox.add(events, now);
    return new Saved(
        all,
        events.stream().map(OutboxEvent::lane).collect(Collectors.toSet()),
        all.stream()
            .anyMatch(run ->
                run.status() == RunStatus.APPROVED
                    && run.dueAt().filter(due -> !due.isAfter(now)).isPresent()));
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
