package dev.tocsin.evaluator.api;

import dev.tocsin.core.label.Fingerprint;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads parameters of requests; what is wrong is refused in one sentence. */
final class Parameters {
  private static final int DEFAULT_LIMIT = 1_000;
  private static final int MAX_LIMIT = 5_000;

  private Parameters() {}

  /** How many things a page has at most. */
  static int limit(@Nullable String text) {
    return text == null ? DEFAULT_LIMIT : Math.min(positive("limit", text), MAX_LIMIT);
  }

  /** A whole number of at least 1. */
  static int positive(String name, String text) {
    return atLeast(1, name, text);
  }

  /** A whole number that is not smaller than {@code least}. */
  static int atLeast(int least, String name, String text) {
    try {
      int number = Integer.parseInt(text);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw ApiRefused.badParameter(
        name, "\"%s\" is no whole number of at least %d".formatted(shown(text), least));
  }

  /** {@code true} or {@code false}; absent: false. */
  static boolean flag(String name, @Nullable String text) {
    return switch (text) {
      case null -> false;
      case "true", "1" -> true;
      case "", "false", "0" -> false;
      default -> throw neither(name, text, "true", "false");
    };
  }

  /** A text that is one of two. */
  static String either(String first, String second, String name, String text) {
    if (text.equals(first) || text.equals(second)) {
      return text;
    }
    throw neither(name, text, first, second);
  }

  private static ApiRefused neither(String name, String text, String first, String second) {
    return ApiRefused.badParameter(
        name, "\"%s\" is neither %s nor %s".formatted(shown(text), first, second));
  }

  static Optional<Fingerprint> fingerprint(String name, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Fingerprint.parse(text));
    } catch (IllegalArgumentException e) {
      throw ApiRefused.badParameter(
          name, "\"%s\" is no fingerprint of 16 hexadecimal digits".formatted(shown(text)));
    }
  }

  /** A text of a request as messages have it: its beginning, when it is long. */
  static String shown(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }
}
