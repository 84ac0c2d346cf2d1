package dev.tocsin.platform.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.core.failure.Outage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a service answered.
 *
 * @param headers by their names, in whatever case
 * @param body its first bytes where it is longer than {@link #MOST_BYTES}
 */
@SuppressWarnings("ArrayRecordComponent")
public record Answer(int status, Map<String, List<String>> headers, byte[] body) {
  /** Longer ones than anybody expects are not read to their end. */
  public static final int MOST_BYTES = 16 << 20;

  private static final int FIRST_REDIRECTION = 300;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int FIRST_OF_THE_SERVER = 500;
  private static final int SHOWN = 300;

  public Answer {
    Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    headers = anyCase;
  }

  /** Whether there is more of the body. */
  public boolean isCut() {
    return body.length > MOST_BYTES;
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).map(List::getFirst);
  }

  public String text() {
    return new String(body, UTF_8);
  }

  /**
   * This answer, unless it says that the request failed.
   *
   * @throws Outage when the service cannot answer now
   * @throws IllegalStateException when it refuses; both with the status and what the service says
   */
  public Answer orThrow(String asked) {
    if (status < FIRST_REDIRECTION) {
      return this;
    }
    String said = text();
    String refused =
        "%s: %d %s".formatted(asked, status, said.substring(0, Math.min(said.length(), SHOWN)));
    throw status == TOO_MANY_REQUESTS || status >= FIRST_OF_THE_SERVER
        ? new Outage(refused)
        : new IllegalStateException(refused);
  }
}
