package dev.tocsin.routing.silence;

import dev.tocsin.core.text.StorableText;
import dev.tocsin.routing.matcher.GoString;
import dev.tocsin.routing.matcher.Matcher;
import dev.tocsin.routing.matcher.MatcherSyntax;
import dev.tocsin.routing.matcher.MatcherSyntaxException;
import dev.tocsin.routing.matcher.Matchers;
import dev.tocsin.routing.silence.PostedSilence.PostedMatcher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks posted silences; what it says of faults are Alertmanager's sentences. */
final class SilenceCheck {
  private final MatcherSyntax syntax;

  SilenceCheck(MatcherSyntax syntax) {
    this.syntax = syntax;
  }

  /** Why a span cannot be that of a silence. */
  static Optional<String> refuseSpan(PostedSilence posted, Instant now) {
    if (!posted.startsAt().isBefore(posted.endsAt())) {
      return Optional.of("Failed to create silence: start time must be before end time");
    }
    if (posted.endsAt().isBefore(now)) {
      return Optional.of("Failed to create silence: end time can't be in the past");
    }
    return Optional.empty();
  }

  /** The sets of matchers. Throws {@link InvalidSilenceException}. */
  List<Matchers> matcherSets(PostedSilence posted) throws InvalidSilenceException {
    if (posted.matcherSets().isEmpty()) {
      throw new InvalidSilenceException("at least one matcher set required");
    }
    int count = posted.matcherSets().stream().mapToInt(List::size).sum();
    if (count > Matchers.MAX_COUNT) {
      throw new InvalidSilenceException(
          "%d matchers exceed the limit of %d".formatted(count, Matchers.MAX_COUNT));
    }
    List<Matchers> sets = new ArrayList<>();
    for (List<PostedMatcher> set : posted.matcherSets()) {
      sets.add(matcherSet(sets.size(), set));
    }
    return sets;
  }

  /** Throws {@link InvalidSilenceException} for a text beside the matchers that cannot be kept. */
  static void requireStorable(PostedSilence posted) throws InvalidSilenceException {
    requireStorable("createdBy", posted.createdBy());
    requireStorable("comment", posted.comment());
    for (Map.Entry<String, String> annotation : posted.annotations().entrySet()) {
      requireStorable("name of an annotation", annotation.getKey());
      requireStorable("annotation " + GoString.quote(annotation.getKey()), annotation.getValue());
    }
  }

  private static void requireStorable(String what, String text) throws InvalidSilenceException {
    if (!StorableText.is(text)) {
      throw new InvalidSilenceException("invalid " + what + " " + GoString.quote(text));
    }
  }

  private Matchers matcherSet(int number, List<PostedMatcher> posted)
      throws InvalidSilenceException {
    if (posted.isEmpty()) {
      throw new InvalidSilenceException("matcher set %d is empty".formatted(number));
    }
    List<Matcher> matchers = new ArrayList<>();
    for (PostedMatcher matcher : posted) {
      String place = "invalid label matcher %d in set %d: ".formatted(matchers.size(), number);
      matchers.add(matcher(place, matcher));
    }
    if (matchers.stream().allMatch(Matcher::matchesEmpty)) {
      throw new InvalidSilenceException(
          "matcher set %d: at least one matcher must not match the empty string".formatted(number));
    }
    return new Matchers(matchers);
  }

  private Matcher matcher(String place, PostedMatcher posted) throws InvalidSilenceException {
    if (!syntax.allowsName(posted.name()) || !StorableText.is(posted.name())) {
      throw new InvalidSilenceException(
          place + "invalid label name " + GoString.quote(posted.name()));
    }
    if (!StorableText.is(posted.value())) {
      throw new InvalidSilenceException(
          place + "invalid label value " + GoString.quote(posted.value()));
    }
    try {
      return Matcher.of(posted.name(), posted.operator(), posted.value());
    } catch (MatcherSyntaxException e) {
      throw new InvalidSilenceException(place + e.sentence());
    }
  }

  /** A posted silence is refused. */
  static final class InvalidSilenceException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    InvalidSilenceException(String fault) {
      this.sentence = "invalid silence: " + fault;
    }

    String sentence() {
      return sentence;
    }
  }
}
