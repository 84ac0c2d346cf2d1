package dev.tocsin.notifier.api.v2;

import dev.tocsin.routing.matcher.MatchOperator;
import dev.tocsin.routing.silence.PostedSilence;
import dev.tocsin.routing.silence.PostedSilence.PostedMatcher;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the body of POST /silences: one silence, with one set of matchers. */
final class PostedSilenceBody {
  /** Of silences as GET shows them, so that they can be posted again as they are. */
  private static final Set<String> IGNORED = Set.of("status", "updatedAt");

  private static final String PLACE = "silence";

  private final JsonBody body;
  private String id = "";
  private @Nullable List<PostedMatcher> matchers;
  private @Nullable Instant startsAt;
  private @Nullable Instant endsAt;
  private @Nullable String createdBy;
  private @Nullable String comment;
  private Map<String, String> annotations = Map.of();
  private int number;

  private PostedSilenceBody(JsonBody body) {
    this.body = body;
  }

  /** Throws {@link BadRequest}. */
  static PostedSilence read(byte[] body) {
    return JsonBody.read(PLACE, body, json -> new PostedSilenceBody(json).silence());
  }

  private PostedSilence silence() {
    body.object(PLACE, this::field);
    List<PostedMatcher> set = required("matchers", matchers);
    if (set.isEmpty()) {
      throw new BadRequest("matchers in body should have at least 1 items");
    }
    return new PostedSilence(
        Optional.of(id).filter(text -> !text.isEmpty()),
        List.of(set),
        required("startsAt", startsAt),
        required("endsAt", endsAt),
        required("createdBy", createdBy),
        required("comment", comment),
        annotations);
  }

  private boolean field(String name) {
    switch (name) {
      case "id" -> id = body.text(name);
      case "matchers" -> matchers = body.isNull() ? null : body.list(name, this::matcher);
      case "startsAt" -> startsAt = body.time(name).orElse(null);
      case "endsAt" -> endsAt = body.time(name).orElse(null);
      case "createdBy" -> createdBy = body.isNull() ? null : body.text(name);
      case "comment" -> comment = body.isNull() ? null : body.text(name);
      case "annotations" -> annotations = body.texts(name);
      default -> {
        return IGNORED.contains(name) && body.skip();
      }
    }
    return true;
  }

  private PostedMatcher matcher() {
    Matcher fields = new Matcher("matchers." + number++);
    body.object(fields.place, fields::field);
    return fields.posted();
  }

  /** What was read of a matcher so far. */
  private final class Matcher {
    private final String place;
    private @Nullable String name;
    private @Nullable String value;
    private @Nullable Boolean isRegex;
    private boolean isEqual = true;

    Matcher(String place) {
      this.place = place;
    }

    private boolean field(String field) {
      String at = place + "." + field;
      switch (field) {
        case "name" -> name = body.isNull() ? null : body.text(at);
        case "value" -> value = body.isNull() ? null : body.text(at);
        case "isRegex" -> isRegex = body.flag(at).orElse(null);
        case "isEqual" -> isEqual = body.flag(at).orElse(true);
        default -> {
          return false;
        }
      }
      return true;
    }

    private PostedMatcher posted() {
      String known = required(place + ".name", name);
      String text = required(place + ".value", value);
      boolean regex = required(place + ".isRegex", isRegex);
      MatchOperator operator =
          regex
              ? isEqual ? MatchOperator.MATCHES : MatchOperator.NOT_MATCHES
              : isEqual ? MatchOperator.EQUAL : MatchOperator.NOT_EQUAL;
      return new PostedMatcher(known, operator, text);
    }
  }

  private static <T> T required(String place, @Nullable T value) {
    if (value == null) {
      throw new BadRequest(place + " in body is required");
    }
    return value;
  }
}
