package dev.tocsin.notifier.api.v2;

import dev.tocsin.routing.alert.PostedAlert;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the body of POST /alerts: a list of alerts. */
final class PostedAlertsBody {
  /** Of alerts as GET shows them, so that they can be posted again as they are. */
  private static final Set<String> IGNORED =
      Set.of("fingerprint", "receivers", "status", "updatedAt");

  /** As Go parses the target of a request: a path, or a URL with a scheme. */
  private static final Pattern URI =
      Pattern.compile("(?:/|[A-Za-z][A-Za-z0-9+.-]*:)[^\\p{Cntrl}]*");

  private final JsonBody body;
  private int number;

  private PostedAlertsBody(JsonBody body) {
    this.body = body;
  }

  /** Throws {@link BadRequest}. */
  static List<PostedAlert> read(byte[] body) {
    return JsonBody.read("alerts", body, json -> new PostedAlertsBody(json).alerts());
  }

  private List<PostedAlert> alerts() {
    return body.list("alerts", this::alert);
  }

  private PostedAlert alert() {
    Fields fields = new Fields(Integer.toString(number++));
    body.object(fields.place, fields::read);
    return fields.alert();
  }

  /** What was read of an alert so far. */
  private final class Fields {
    private final String place;
    private @Nullable Map<String, String> labels;
    private Map<String, String> annotations = Map.of();
    private Optional<Instant> startsAt = Optional.empty();
    private Optional<Instant> endsAt = Optional.empty();
    private String generatorUrl = "";

    Fields(String place) {
      this.place = place;
    }

    private boolean read(String field) {
      String at = place + "." + field;
      switch (field) {
        case "labels" -> labels = body.isNull() ? null : body.texts(at);
        case "annotations" -> annotations = body.texts(at);
        case "startsAt" -> startsAt = body.time(at);
        case "endsAt" -> endsAt = body.time(at);
        case "generatorURL" -> generatorUrl = uri(at);
        default -> {
          return IGNORED.contains(field) && body.skip();
        }
      }
      return true;
    }

    private String uri(String at) {
      String text = body.text(at);
      if (!text.isEmpty() && !URI.matcher(text).matches()) {
        throw new BadRequest("%s in body must be of type uri: \"%s\"".formatted(at, text));
      }
      return text;
    }

    private PostedAlert alert() {
      Map<String, String> known = labels;
      if (known == null) {
        throw new BadRequest(place + ".labels in body is required");
      }
      return new PostedAlert(known, annotations, startsAt, endsAt, generatorUrl);
    }
  }
}
