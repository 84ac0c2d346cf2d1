package dev.tocsin.core.deadletter;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that could not be processed.
 *
 * @param source where it came from: topic, partition and offset of a metric record; queue of an
 *     event; destination of a delivery
 * @param reason short code that is counted: {@code malformed_json}, {@code deadline_passed}
 * @param detail one sentence for a person; cut at 1,000 characters, without U+0000
 * @param raw the bytes as they came, cut at {@link RawBytes#MAX}
 * @param redriven when it was last driven again
 */
public record DeadLetter(
    UUID id,
    Source source,
    String reason,
    String detail,
    RawBytes raw,
    Instant created,
    Optional<Instant> redriven) {
  private static final int MOST_DETAIL = 1_000;

  public DeadLetter {
    detail = detail.replace('\0', '\uFFFD');
    detail = detail.substring(0, Math.min(detail.length(), MOST_DETAIL));
  }

  /** Where a dead letter comes from. */
  public sealed interface Source {
    /** {@code metric}, {@code event} or {@code delivery}. */
    String code();

    /** The place, for a person: {@code metrics-0}, {@code notify}, {@code https://example.com}. */
    String place();

    /** A record of a metrics topic; kept to look at. */
    record Metric(String topic, int partition, long offset) implements Source {
      @Override
      public String code() {
        return "metric";
      }

      @Override
      public String place() {
        return topic + "-" + partition;
      }
    }

    /** An event on a queue that its consumer could not take. */
    record Event(String queue) implements Source {
      @Override
      public String code() {
        return "event";
      }

      @Override
      public String place() {
        return queue;
      }
    }

    /** A delivery that was given up; it can be driven again. */
    record Delivery(UUID deliveryId, String destination) implements Source {
      @Override
      public String code() {
        return "delivery";
      }

      @Override
      public String place() {
        return destination;
      }
    }
  }
}
