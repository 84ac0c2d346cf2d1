package dev.tocsin.notifier.api.v2;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.routing.matcher.Matcher;
import dev.tocsin.routing.silence.Silence;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A silence as GET shows it.
 *
 * @param matchers of its first set: clients of this API know silences of one set only
 */
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
record ShownSilence(
    String id,
    Status status,
    String updatedAt,
    String comment,
    String createdBy,
    String endsAt,
    List<ShownMatcher> matchers,
    String startsAt,
    Map<String, String> annotations) {

  /** Where a time lies in its span. */
  @Serdeable
  record Status(String state) {}

  /** A condition on a label. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record ShownMatcher(boolean isEqual, boolean isRegex, String name, String value) {
    static ShownMatcher of(Matcher matcher) {
      return new ShownMatcher(
          !matcher.operator().isNegative(),
          matcher.operator().isRegex(),
          matcher.name(),
          matcher.value());
    }
  }

  static ShownSilence of(Silence silence, Instant now) {
    return new ShownSilence(
        silence.id().toString(),
        new Status(silence.stateAt(now).code()),
        ApiTime.format(silence.updatedAt()),
        silence.comment(),
        silence.createdBy(),
        ApiTime.format(silence.endsAt()),
        silence.matcherSets().stream()
            .limit(1)
            .flatMap(set -> set.all().stream())
            .map(ShownMatcher::of)
            .toList(),
        ApiTime.format(silence.startsAt()),
        silence.annotations());
  }
}
