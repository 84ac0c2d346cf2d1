package dev.tocsin.local.http;

import dev.tocsin.core.limit.Limit;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request that gets {@link #answer()} instead of what it asks for. Its connection is closed after
 * the answer, since its body may be unread.
 */
public final class RequestRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String sentence;
  private final transient Answer answer;
  private final transient Map<String, String> headers;
  private final transient Optional<Limit> limit;

  /** Refuses with a problem document; {@code detail} is one sentence for the sender. */
  public RequestRefused(int status, String title, String detail) {
    this(detail, Answer.problem(status, title, detail), Map.of(), Optional.empty());
  }

  private RequestRefused(
      String sentence, Answer answer, Map<String, String> headers, Optional<Limit> limit) {
    super(sentence, null, false, false);
    this.sentence = sentence;
    this.answer = answer;
    this.headers = headers;
    this.limit = limit;
  }

  /** 503: the process has more to do than it takes; the sender may come again after a second. */
  public static RequestRefused overloaded(Limit limit) {
    return new RequestRefused(
            503, "Service Unavailable", "There are too many requests at once; try again.")
        .retryAfter(Duration.ofSeconds(1))
        .beyond(limit);
  }

  /** The same with a header. */
  public RequestRefused with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new RequestRefused(sentence, answer, more, limit);
  }

  /** The same, with the time after which the sender may try again, in whole seconds. */
  public RequestRefused retryAfter(Duration time) {
    return with("Retry-After", Long.toString(Math.max(1, time.plusMillis(999).toSeconds())));
  }

  /** The same, refused by a limit. */
  public RequestRefused beyond(Limit hit) {
    return new RequestRefused(sentence, answer, headers, Optional.of(hit));
  }

  /** What the sender is answered, without what is around it. */
  public String sentence() {
    return sentence;
  }

  public Answer answer() {
    return answer;
  }

  /** Beside those that every answer has. */
  public Map<String, String> headers() {
    return headers;
  }

  /** The limit that refused it. */
  public Optional<Limit> limit() {
    return limit;
  }
}
