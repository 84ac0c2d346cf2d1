package dev.tocsin.store.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.core.deadletter.DeadLetter;
import dev.tocsin.core.deadletter.RawBytes;
import dev.tocsin.core.deadletter.Sentence;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.message.Message;
import dev.tocsin.core.outbox.QueueName;
import io.micronaut.core.type.Argument;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes a queue message apart, each event on its own: one that cannot be read becomes a dead letter
 * and its siblings are read all the same.
 */
@Singleton
public final class MessageDecoder {
  private static final Argument<JsonNode> TREE = Argument.of(JsonNode.class);
  private static final Argument<Message> EVENT = Argument.of(Message.class);
  private static final Set<String> CHANGES =
      Set.of(AlertChanged.FIRED, AlertChanged.REFIRED, AlertChanged.RESOLVED);

  private final ObjectMapper json;

  public MessageDecoder(ObjectMapper json) {
    this.json = json;
  }

  /**
   * What a message holds.
   *
   * @param events in order
   * @param refused ids of the events that became dead letters, as far as they can be told
   */
  public record Decoded(List<Message> events, List<UUID> refused, List<DeadLetter> deadLetters) {
    /** The ids of all events, which the consumer has recorded once it has saved them. */
    public List<UUID> ids() {
      return Stream.concat(events.stream().map(Message::eventId), refused.stream()).toList();
    }
  }

  /** Never throws for what a message holds. The same body gives dead letters of the same ids. */
  public Decoded decode(QueueName queue, String body, Instant now) {
    Decoded decoded = new Decoded(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    JsonNode events = null;
    String detail = "the message is no JSON object with a list \"events\"";
    try {
      JsonNode message = json.readValue(body, TREE);
      events = message == null || !message.isObject() ? null : message.get("events");
    } catch (IOException | RuntimeException malformed) {
      detail = sentence(malformed);
    }
    if (events == null || !events.isArray()) {
      decoded.deadLetters().add(letter(queue, "malformed_message", detail, body, now));
      return decoded;
    }
    events.values().forEach(event -> decode(queue, event, decoded, now));
    return decoded;
  }

  private void decode(QueueName queue, JsonNode event, Decoded decoded, Instant now) {
    try {
      decoded.events().add(checked(json.readValueFromTree(event, EVENT)));
    } catch (IOException | RuntimeException malformed) {
      decoded
          .deadLetters()
          .add(letter(queue, "malformed_event", sentence(malformed), text(event), now));
      id(event).ifPresent(decoded.refused()::add);
    }
  }

  /** Whatever a consumer relies on without asking, beyond the fields being there. */
  private static Message checked(@Nullable Message event) {
    if (event == null) {
      throw new IllegalArgumentException("the event is null");
    }
    if (event.seq() < 1) {
      throw new IllegalArgumentException("seq is %d; it counts from 1".formatted(event.seq()));
    }
    Fingerprint.parse(event.alert().fingerprint());
    if (event instanceof AlertChanged changed && !CHANGES.contains(changed.change())) {
      throw new IllegalArgumentException(
          "change is \"%s\"; it must be fired, refired or resolved".formatted(changed.change()));
    }
    return event;
  }

  private static Optional<UUID> id(JsonNode event) {
    JsonNode id = event.isObject() ? event.get("event_id") : null;
    try {
      return id != null && id.isString()
          ? Optional.of(UUID.fromString(id.getStringValue()))
          : Optional.empty();
    } catch (IllegalArgumentException noId) {
      return Optional.empty();
    }
  }

  private String text(JsonNode event) {
    try {
      return json.writeValueAsString(TREE, event);
    } catch (IOException impossible) {
      return event.toString();
    }
  }

  private static DeadLetter letter(
      QueueName queue, String reason, String detail, String raw, Instant now) {
    byte[] bytes = raw.getBytes(UTF_8);
    return new DeadLetter(
        UUID.nameUUIDFromBytes((queue.code() + ":" + raw).getBytes(UTF_8)),
        new DeadLetter.Source.Event(queue.code()),
        reason,
        detail,
        RawBytes.of(bytes),
        now,
        Optional.empty());
  }

  private static String sentence(Exception malformed) {
    String message = malformed.getMessage();
    return Sentence.of(message == null ? malformed.toString() : message);
  }
}
