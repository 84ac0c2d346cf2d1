package dev.tocsin.platform.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.core.deadletter.DeadLetter;
import dev.tocsin.core.deadletter.RawBytes;
import dev.tocsin.core.deadletter.Sentence;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.message.ApprovalRequested;
import dev.tocsin.core.message.Message;
import dev.tocsin.core.outbox.QueueName;
import io.micronaut.core.type.Argument;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes a queue message apart, each event on its own: one that cannot be read becomes a dead letter
 * and its siblings are read all the same.
 */
@Singleton
public final class MessageDecoder {
  private static final int VERSION = 1;
  private static final Argument<JsonNode> TREE = Argument.of(JsonNode.class);
  private static final Argument<Message> EVENT = Argument.of(Message.class);
  private static final Set<String> CHANGES =
      Set.of(AlertChanged.FIRED, AlertChanged.REFIRED, AlertChanged.RESOLVED);

  private static final Pattern DIGEST = Pattern.compile("[A-Za-z0-9+/=_:-]{1,200}");

  private final ObjectMapper json;

  public MessageDecoder(ObjectMapper json) {
    this.json = json;
  }

  /**
   * What a message holds.
   *
   * @param events in order
   * @param unreadable those that cannot be read, in order
   */
  public record Decoded(List<Message> events, List<Unreadable> unreadable) {
    /** The ids of all events, which the consumer has recorded once it has saved them. */
    public List<UUID> ids() {
      return Stream.concat(
              events.stream().map(Message::eventId),
              unreadable.stream().flatMap(message -> message.eventId().stream()))
          .toList();
    }

    /** Those of its events whose ids are given, each once; what has no id is left out. */
    Decoded only(Set<UUID> ids) {
      Set<UUID> left = new HashSet<>(ids);
      return new Decoded(
          events.stream().filter(event -> left.remove(event.eventId())).toList(),
          unreadable.stream()
              .filter(event -> event.eventId().filter(left::remove).isPresent())
              .toList());
    }

    public List<DeadLetter> deadLetters() {
      return unreadable.stream().map(Unreadable::letter).toList();
    }
  }

  /**
   * An event, or a whole message, that cannot be read.
   *
   * @param eventId its identity, if that much can be read
   * @param numbering its number, if that much can be read and it is the evaluator's
   */
  public record Unreadable(
      DeadLetter letter, Optional<UUID> eventId, Optional<Numbering> numbering) {}

  /** The number of an event among those of its fingerprint. */
  public record Numbering(Fingerprint fingerprint, long seq) {}

  /** Never throws for what a message holds. The same body gives dead letters of the same ids. */
  public Decoded decode(QueueName queue, String body, Instant now) {
    Decoded decoded = new Decoded(new ArrayList<>(), new ArrayList<>());
    try {
      events(body).values().forEach(event -> decode(queue, event, decoded, now));
    } catch (IOException | RuntimeException malformed) {
      DeadLetter letter = letter(queue, "malformed_message", sentence(malformed), body, now);
      decoded.unreadable().add(new Unreadable(letter, Optional.empty(), Optional.empty()));
    }
    return decoded;
  }

  /** Reads what a dead letter of an event holds; as {@link #decode} does with each. */
  public Decoded decodeEvent(QueueName queue, String raw, Instant now) {
    Decoded decoded = new Decoded(new ArrayList<>(), new ArrayList<>());
    try {
      JsonNode event = json.readValue(raw, TREE);
      decode(queue, event == null ? JsonNode.nullNode() : event, decoded, now);
    } catch (IOException | RuntimeException malformed) {
      DeadLetter letter = letter(queue, "malformed_event", sentence(malformed), raw, now);
      decoded.unreadable().add(new Unreadable(letter, Optional.empty(), Optional.empty()));
    }
    return decoded;
  }

  private JsonNode events(String body) throws IOException {
    JsonNode message = json.readValue(body, TREE);
    JsonNode version = message == null || !message.isObject() ? null : message.get("version");
    JsonNode events = message == null || !message.isObject() ? null : message.get("events");
    if (events == null || !events.isArray()) {
      throw new IOException("the message is no JSON object with a list \"events\"");
    }
    if (version == null || !version.isNumber() || version.getIntValue() != VERSION) {
      throw new IOException("the message is not of version " + VERSION);
    }
    return events;
  }

  private void decode(QueueName queue, JsonNode event, Decoded decoded, Instant now) {
    try {
      decoded.events().add(checked(json.readValueFromTree(event, EVENT)));
    } catch (IOException | RuntimeException malformed) {
      DeadLetter letter = letter(queue, "malformed_event", sentence(malformed), text(event), now);
      decoded.unreadable().add(new Unreadable(letter, id(event), numbering(event)));
    }
  }

  /** Whatever a consumer relies on without asking, beyond the fields being there. */
  private static Message checked(@Nullable Message event) {
    if (event == null) {
      throw new IllegalArgumentException("the event is null");
    }
    if (event.version() != VERSION) {
      throw new IllegalArgumentException(
          "version is %d; only %d is known".formatted(event.version(), VERSION));
    }
    if (event.seq() < 1) {
      throw new IllegalArgumentException("seq is %d; it counts from 1".formatted(event.seq()));
    }
    Fingerprint.parse(event.alert().fingerprint());
    if (event instanceof AlertChanged changed && !CHANGES.contains(changed.change())) {
      throw new IllegalArgumentException(
          "change is \"%s\"; it must be fired, refired or resolved".formatted(changed.change()));
    }
    if (event instanceof ApprovalRequested asked
        && !DIGEST.matcher(asked.parametersHash()).matches()) {
      throw new IllegalArgumentException("parameters_hash is no digest");
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

  private static Optional<Numbering> numbering(JsonNode event) {
    JsonNode type = event.isObject() ? event.get("type") : null;
    JsonNode alert = event.isObject() ? event.get("alert") : null;
    JsonNode seq = event.isObject() ? event.get("seq") : null;
    JsonNode fingerprint = alert != null && alert.isObject() ? alert.get("fingerprint") : null;
    boolean ofTheEvaluator =
        type != null && type.isString() && type.getStringValue().equals("alert_changed");
    if (!ofTheEvaluator || seq == null || !seq.isNumber() || fingerprint == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Numbering(Fingerprint.parse(fingerprint.coerceStringValue()), seq.getLongValue()));
    } catch (IllegalArgumentException noFingerprint) {
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
