package dev.tocsin.local.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An event of a stream that browsers read with {@code EventSource}. Source: HTML Living Standard,
 * "Server-sent events".
 *
 * @param type by which listeners are chosen; absent: {@code message}
 * @param id which the client names in {@code Last-Event-ID} when it comes again
 * @param data of one line or several
 */
public record ServerSentEvent(Optional<String> type, Optional<String> id, String data) {
  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");
  private static final Pattern NOT_A_FIELD = Pattern.compile("[\r\n\0]");

  public ServerSentEvent {
    type.ifPresent(text -> requireOneLine("type", text));
    id.ifPresent(text -> requireOneLine("id", text));
  }

  private static void requireOneLine(String field, String text) {
    if (NOT_A_FIELD.matcher(text).find()) {
      throw new IllegalArgumentException("the %s of an event is one line".formatted(field));
    }
  }

  /** As it is sent, in UTF-8. */
  byte[] bytes() {
    StringBuilder text = new StringBuilder(data.length() + 64);
    type.ifPresent(name -> text.append("event: ").append(name).append('\n'));
    id.ifPresent(last -> text.append("id: ").append(last).append('\n'));
    lines(text, "data: ", data);
    return text.append('\n').toString().getBytes(UTF_8);
  }

  /** A comment, which clients skip: it keeps the connection open through proxies. */
  static byte[] comment(String text) {
    StringBuilder comment = new StringBuilder();
    lines(comment, ": ", text);
    return comment.append('\n').toString().getBytes(UTF_8);
  }

  /** How long a client waits before it comes again. */
  static byte[] retry(Duration wait) {
    return "retry: %d\n\n".formatted(wait.toMillis()).getBytes(UTF_8);
  }

  private static void lines(StringBuilder text, String field, String value) {
    for (String line : LINE_END.split(value, -1)) {
      text.append(field).append(line).append('\n');
    }
  }
}
