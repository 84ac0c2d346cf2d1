package dev.tocsin.notifier.ingest;

import dev.tocsin.core.deadletter.Sentence;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.message.ApprovalRequested;
import dev.tocsin.core.message.Message;
import dev.tocsin.notifier.ingest.Decoded.Illegible;
import dev.tocsin.notifier.ingest.Decoded.Legible;
import dev.tocsin.notifier.ingest.Decoded.Spot;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the body of a queue message, every event on its own. */
@Singleton
class MessageDecoder {
  private static final int VERSION = 1;
  private static final String MALFORMED_EVENT = "malformed_event";
  private static final Set<String> CHANGES =
      Set.of(AlertChanged.FIRED, AlertChanged.REFIRED, AlertChanged.RESOLVED);
  private static final Pattern HASH = Pattern.compile("[A-Za-z0-9+/=_:-]{1,200}");

  private final ObjectMapper json;

  MessageDecoder(ObjectMapper json) {
    this.json = json;
  }

  /** The events of a body in order; one illegible thing when the body itself is none. */
  List<Decoded> decode(String body) {
    JsonNode events;
    try {
      events = events(body);
    } catch (IOException | RuntimeException e) {
      return List.of(
          new Illegible(
              body, "malformed_message", sentence(e), Optional.empty(), Optional.empty()));
    }
    List<Decoded> decoded = new ArrayList<>();
    events.values().forEach(event -> decoded.add(event(event)));
    return decoded;
  }

  /** The event of a dead letter. */
  Decoded decodeEvent(String raw) {
    try {
      JsonNode node = json.readValue(raw, JsonNode.class);
      return event(node == null ? JsonNode.nullNode() : node);
    } catch (IOException | RuntimeException e) {
      return new Illegible(raw, MALFORMED_EVENT, sentence(e), Optional.empty(), Optional.empty());
    }
  }

  private JsonNode events(String body) throws IOException {
    JsonNode envelope = json.readValue(body, JsonNode.class);
    if (envelope == null || !envelope.isObject()) {
      throw new IOException("the message is no JSON object");
    }
    JsonNode version = envelope.get("version");
    if (version == null || !version.isNumber() || version.getIntValue() != VERSION) {
      throw new IOException("the message has no version " + VERSION);
    }
    JsonNode events = envelope.get("events");
    if (events == null || !events.isArray()) {
      throw new IOException("the message has no list of events");
    }
    return events;
  }

  private Decoded event(JsonNode node) {
    try {
      Message event = json.readValueFromTree(node, Message.class);
      if (event == null) {
        throw new IOException("the event is null");
      }
      check(event);
      return new Legible(event, Fingerprint.parse(event.alert().fingerprint()));
    } catch (IOException | RuntimeException e) {
      return new Illegible(raw(node), MALFORMED_EVENT, sentence(e), eventId(node), spot(node));
    }
  }

  private static void check(Message event) throws IOException {
    if (event.version() != VERSION) {
      throw new IOException("the event has version %d, not %d".formatted(event.version(), VERSION));
    }
    if (event.seq() < 1) {
      throw new IOException("the event has number %d, not 1 or more".formatted(event.seq()));
    }
    if (event instanceof AlertChanged changed && !CHANGES.contains(changed.change())) {
      throw new IOException("the event's change is none of fired, refired, resolved");
    }
    if (event instanceof ApprovalRequested asked
        && !HASH.matcher(asked.parametersHash()).matches()) {
      throw new IOException("the event's parameters_hash is no digest");
    }
  }

  private String raw(JsonNode node) {
    try {
      return json.writeValueAsString(node);
    } catch (IOException e) {
      return String.valueOf(node.getValue());
    }
  }

  private static Optional<UUID> eventId(JsonNode node) {
    try {
      return text(node, "event_id").map(UUID::fromString);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Spot> spot(JsonNode node) {
    JsonNode alert = node.isObject() ? node.get("alert") : null;
    JsonNode seq = node.isObject() ? node.get("seq") : null;
    if (alert == null || seq == null || !seq.isNumber() || seq.getLongValue() < 1) {
      return Optional.empty();
    }
    if (!text(node, "type").equals(Optional.of("alert_changed"))) {
      return Optional.empty();
    }
    try {
      long number = seq.getLongValue();
      return text(alert, "fingerprint").map(f -> new Spot(Fingerprint.parse(f), number));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(JsonNode node, String name) {
    @Nullable JsonNode field = node.isObject() ? node.get(name) : null;
    return field != null && field.isString()
        ? Optional.of(field.getStringValue())
        : Optional.empty();
  }

  private static String sentence(Exception e) {
    return Sentence.of(e.getMessage() == null ? e.toString() : e.getMessage());
  }
}
