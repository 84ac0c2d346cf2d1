package dev.tocsin.routing.silence;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.routing.matcher.Matcher;
import java.util.Optional;

/**
 * Limits on silences; zero or less is none.
 *
 * @param most silences, expired ones included ({@code --silences.max-silences})
 * @param mostBytes of the texts of one silence ({@code --silences.max-silence-size-bytes})
 */
public record SilenceLimits(int most, int mostBytes) {
  public static final SilenceLimits NONE = new SilenceLimits(0, 0);

  /** Why there may not be another silence besides those there are. */
  Optional<String> refuseAnother(int existing) {
    return Optional.of(
            "exceeded maximum number of silences: %d (limit: %d)".formatted(existing, most))
        .filter(sentence -> most > 0 && existing >= most);
  }

  /** Why the silence is too large. */
  Optional<String> refuseSize(Silence silence) {
    long bytes = bytes(silence);
    return Optional.of(
            "silence exceeded maximum size: %d bytes (limit: %d bytes)".formatted(bytes, mostBytes))
        .filter(sentence -> mostBytes > 0 && bytes > mostBytes);
  }

  private static long bytes(Silence silence) {
    long matchers =
        silence.matcherSets().stream()
            .flatMap(set -> set.all().stream())
            .mapToLong(SilenceLimits::bytes)
            .sum();
    long annotations =
        silence.annotations().entrySet().stream()
            .mapToLong(entry -> bytes(entry.getKey()) + bytes(entry.getValue()))
            .sum();
    return matchers + annotations + bytes(silence.createdBy()) + bytes(silence.comment());
  }

  private static long bytes(Matcher matcher) {
    return bytes(matcher.name()) + bytes(matcher.value()) + matcher.operator().symbol().length();
  }

  private static long bytes(String text) {
    return text.getBytes(UTF_8).length;
  }
}
