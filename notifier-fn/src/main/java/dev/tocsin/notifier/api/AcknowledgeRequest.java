package dev.tocsin.notifier.api;

import dev.tocsin.core.yaml.DurationText;
import dev.tocsin.notifier.acknowledge.Until;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.serde.annotation.Serdeable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The body of an acknowledgement.
 *
 * @param until when it ends, as RFC 3339 writes times
 * @param duration how long it holds: {@code 2h}; this or the other
 */
@Serdeable
record AcknowledgeRequest(
    @Nullable String until, @Nullable String duration, @Nullable String comment) {
  private static final int LONGEST_COMMENT = 4_096;

  Until readUntil() {
    if (until != null && duration == null) {
      return new Until.Time(time(until));
    }
    if (duration != null && until == null) {
      return DurationText.parse(duration)
          .map(Until.Lasting::new)
          .orElseThrow(
              () -> refused("duration must be a time such as 30m or 2h, not \"" + duration + "\""));
    }
    throw refused("give either until or duration");
  }

  String readComment() {
    String text = comment == null ? "" : comment;
    if (text.length() > LONGEST_COMMENT) {
      throw refused(
          "comment has %d characters, more than the limit of %d"
              .formatted(text.length(), LONGEST_COMMENT));
    }
    return text;
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw refused("until must be a time such as 2026-11-21T18:00:00Z, not \"" + text + "\"");
    }
  }

  private static HttpStatusException refused(String sentence) {
    return new HttpStatusException(HttpStatus.BAD_REQUEST, sentence);
  }
}
