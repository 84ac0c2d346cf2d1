package dev.tocsin.routing.silence;

import dev.tocsin.routing.matcher.Matcher;
import dev.tocsin.routing.matcher.MatcherParser;
import dev.tocsin.routing.matcher.MatcherSyntax;
import dev.tocsin.routing.silence.PostedSilence.PostedMatcher;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Silences around a moment, in seconds from it. */
final class TestSilences {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00.250Z");
  static final UUID ID = new UUID(1, 1);

  private static final MatcherParser PARSER = new MatcherParser(MatcherSyntax.UTF8, warning -> {});

  private TestSilences() {}

  static Silence silence(UUID id, int start, int end, String... matcherSets) {
    return new Silence(
        id,
        Arrays.stream(matcherSets).map(PARSER::matchers).toList(),
        NOW.plusSeconds(start),
        NOW.plusSeconds(end),
        NOW.minusSeconds(1_000),
        "ann",
        "disk",
        Map.of());
  }

  static PostedSilence posted(Optional<UUID> id, Instant start, Instant end, String... sets) {
    return new PostedSilence(
        id.map(UUID::toString),
        Arrays.stream(sets)
            .map(set -> PARSER.matchers(set).all().stream().map(TestSilences::posted).toList())
            .toList(),
        start,
        end,
        "ben",
        "new disk",
        Map.of("ticket", "7"));
  }

  static PostedSilence posted(List<PostedMatcher> set) {
    return new PostedSilence(
        Optional.empty(), List.of(set), NOW, NOW.plusSeconds(60), "ben", "", Map.of());
  }

  private static PostedMatcher posted(Matcher matcher) {
    return new PostedMatcher(matcher.name(), matcher.operator(), matcher.value());
  }
}
