package dev.tocsin.routing.silence;

import static dev.tocsin.routing.silence.TestSilences.ID;
import static dev.tocsin.routing.silence.TestSilences.NOW;
import static dev.tocsin.routing.silence.TestSilences.posted;
import static dev.tocsin.routing.silence.TestSilences.silence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.routing.matcher.MatchOperator;
import dev.tocsin.routing.matcher.MatcherSyntax;
import dev.tocsin.routing.silence.PostedSilence.PostedMatcher;
import dev.tocsin.routing.silence.SilenceDecision.Create;
import dev.tocsin.routing.silence.SilenceDecision.Invalid;
import dev.tocsin.routing.silence.SilenceDecision.Update;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, and with which sentence. */
class SilenceRefusalTest {
  private static final UUID NEW_ID = new UUID(2, 2);
  private static final SilencePolicy POLICY =
      new SilencePolicy(MatcherSyntax.UTF8_THEN_CLASSIC, SilenceLimits.NONE);

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0    | 0   | Failed to create silence: start time must be before end time
          10   | 5   | Failed to create silence: start time must be before end time
          -10  | -1  | Failed to create silence: end time can't be in the past
          """)
  void post_ofABadSpan_isInvalid(int start, int end, String sentence) {
    assertThat(
            post(
                posted(Optional.empty(), NOW.plusSeconds(start), NOW.plusSeconds(end), "a=b"),
                Optional.empty()))
        .isEqualTo(new Invalid(sentence));
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          {}         | a=b        | invalid silence: matcher set 0 is empty
          a=b        | {}         | invalid silence: matcher set 1 is empty
          a=""       | a=b        | invalid silence: matcher set 0: at least one matcher must not match the empty string
          a=b        | a=~".*"    | invalid silence: matcher set 1: at least one matcher must not match the empty string
          a=b,""=c   | a=b        | invalid silence: invalid label matcher 1 in set 0: invalid label name ""
          """)
  void post_ofBadMatchers_isInvalid(String first, String second, String sentence) {
    assertThat(
            post(
                posted(Optional.empty(), NOW, NOW.plusSeconds(1), first, second), Optional.empty()))
        .isEqualTo(new Invalid(sentence));
  }

  @Test
  void post_withoutSets_isInvalid() {
    assertThat(post(posted(Optional.empty(), NOW, NOW.plusSeconds(1)), Optional.empty()))
        .isEqualTo(new Invalid("invalid silence: at least one matcher set required"));
  }

  @Test
  void post_ofTooManyMatchers_isInvalid() {
    String set = "a=b,".repeat(65);

    assertThat(post(posted(Optional.empty(), NOW, NOW.plusSeconds(1), set, set), Optional.empty()))
        .isEqualTo(new Invalid("invalid silence: 130 matchers exceed the limit of 128"));
  }

  @Test
  void post_ofABadExpression_isInvalid() {
    assertThat(postMatcher(POLICY, new PostedMatcher("a", MatchOperator.NOT_MATCHES, "(")))
        .isEqualTo(
            new Invalid(
                "invalid silence: invalid label matcher 0 in set 0: invalid regular expression"
                    + " \"(\": missing closing ) at \"(\""));
  }

  @Test
  void post_ofAValueThatIsNoUtf8_isInvalid() {
    assertThat(postMatcher(POLICY, new PostedMatcher("a", MatchOperator.EQUAL, "\ud800")))
        .isInstanceOfSatisfying(
            Invalid.class,
            invalid -> assertThat(invalid.sentence()).contains("invalid label value"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "a\u0000b"})
  void post_ofATextThatCannotBeKept_isInvalid(String text) {
    assertThat(postMatcher(POLICY, new PostedMatcher(text, MatchOperator.EQUAL, "b")))
        .isInstanceOf(Invalid.class);
    assertThat(postMatcher(POLICY, new PostedMatcher("a", MatchOperator.EQUAL, text)))
        .isInstanceOf(Invalid.class);
  }

  @Test
  void post_ofANameBeyondAscii_dependsOnTheSyntax() {
    PostedMatcher matcher = new PostedMatcher("é", MatchOperator.EQUAL, "b");
    SilencePolicy classic = new SilencePolicy(MatcherSyntax.CLASSIC, SilenceLimits.NONE);

    assertThat(postMatcher(POLICY, matcher)).isInstanceOf(Create.class);
    assertThat(postMatcher(classic, matcher))
        .isEqualTo(
            new Invalid(
                "invalid silence: invalid label matcher 0 in set 0: invalid label name \"é\""));
  }

  @Test
  void post_ofANegativeMatcherAlone_isAllowed() {
    assertThat(postMatcher(POLICY, new PostedMatcher("a", MatchOperator.NOT_EQUAL, "b")))
        .isInstanceOf(Create.class);
  }

  @ParameterizedTest(name = "{1} of {0}")
  @CsvSource({"0, 1000, true", "5, 4, true", "5, 5, false"})
  void post_ofOneSilenceMore_isLimited(int limit, int existing, boolean allowed) {
    SilencePolicy policy = new SilencePolicy(MatcherSyntax.UTF8, new SilenceLimits(limit, 0));
    SilenceDecision decision =
        policy.post(
            posted(Optional.empty(), NOW, NOW.plusSeconds(1), "a=b"),
            Optional.empty(),
            NEW_ID,
            existing,
            NOW);

    assertThat(decision instanceof Create).isEqualTo(allowed);
    assertThat(decision)
        .satisfiesAnyOf(
            other -> assertThat(other).isInstanceOf(Create.class),
            other ->
                assertThat(other)
                    .isEqualTo(new Invalid("exceeded maximum number of silences: 5 (limit: 5)")));
  }

  @Test
  void post_ofAnUpdate_isNotLimitedInNumberButInSize() {
    PostedSilence posted =
        posted(Optional.of(ID), NOW.minusSeconds(60), NOW.plusSeconds(90), "a=b");
    Optional<Silence> known = Optional.of(silence(ID, -60, 60, "a=b"));

    assertThat(
            new SilencePolicy(MatcherSyntax.UTF8, new SilenceLimits(1, 21))
                .post(posted, known, NEW_ID, 1, NOW))
        .isInstanceOf(Update.class);
    assertThat(
            new SilencePolicy(MatcherSyntax.UTF8, new SilenceLimits(1, 20))
                .post(posted, known, NEW_ID, 1, NOW))
        .isEqualTo(new Invalid("silence exceeded maximum size: 21 bytes (limit: 20 bytes)"));
  }

  private static SilenceDecision post(PostedSilence posted, Optional<Silence> known) {
    return POLICY.post(posted, known, NEW_ID, 10, NOW);
  }

  private static SilenceDecision postMatcher(SilencePolicy policy, PostedMatcher matcher) {
    return policy.post(posted(List.of(matcher)), Optional.empty(), NEW_ID, 0, NOW);
  }
}
