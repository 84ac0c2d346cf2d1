package dev.tocsin.evaluator.api;

import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * How much fits into an answer. Lambda answers with 6 MB at most, in which the body is a text of
 * JSON: each quotation mark in it takes two bytes.
 */
@Singleton
class AnswerSize {
  private static final long MOST_BYTES = 3_000_000;

  private final ObjectMapper json;

  AnswerSize(ObjectMapper json) {
    this.json = json;
  }

  /** An answer that holds nothing yet. */
  Room room() {
    return new Room();
  }

  /** What is left of one answer. */
  final class Room {
    private long left = MOST_BYTES;

    /** Takes what an item needs; false, and takes nothing, when it does not fit. */
    boolean take(Object item) {
      long bytes = bytes(item);
      if (bytes > left) {
        return false;
      }
      left -= bytes;
      return true;
    }
  }

  private long bytes(Object item) {
    try {
      return json.writeValueAsBytes(item).length + 1L;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
