package dev.tocsin.routing.silence;

import static dev.tocsin.routing.silence.TestSilences.ID;
import static dev.tocsin.routing.silence.TestSilences.NOW;
import static dev.tocsin.routing.silence.TestSilences.posted;
import static dev.tocsin.routing.silence.TestSilences.silence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.routing.matcher.MatcherSyntax;
import dev.tocsin.routing.silence.SilenceDecision.Create;
import dev.tocsin.routing.silence.SilenceDecision.Invalid;
import dev.tocsin.routing.silence.SilenceDecision.NotFound;
import dev.tocsin.routing.silence.SilenceDecision.Replace;
import dev.tocsin.routing.silence.SilenceDecision.Update;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilencePolicyTest {
  private static final UUID NEW_ID = new UUID(2, 2);
  private static final SilencePolicy POLICY =
      new SilencePolicy(MatcherSyntax.UTF8_THEN_CLASSIC, SilenceLimits.NONE);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          An active one may end later                            | -60 | 60  | -60 | 90  | a=b | Update
          An active one may end at once                          | -60 | 60  | -60 | 0   | a=b | Update
          An active one may not begin earlier                    | -60 | 60  | -61 | 60  | a=b | Replace
          An active one may not begin later                      | -60 | 60  | 10  | 60  | a=b | Replace
          An active one may not mute others                      | -60 | 60  | -60 | 60  | a=c | Replace
          A pending one may begin and end at other times         | 30  | 60  | 40  | 90  | a=b | Update
          A pending one may begin now                            | 30  | 60  | 0   | 90  | a=b | Update
          A pending one may not begin in the past                | 30  | 60  | -1  | 90  | a=b | Replace
          A pending one may not mute others                      | 30  | 60  | 30  | 60  | a=c | Replace
          An expired one is not revived but made anew            | -60 | -30 | -60 | 60  | a=b | Create
          One that expires now is made anew                      | -60 | 0   | -60 | 60  | a=b | Create
          """)
  void post_ofAKnownSilence_isAsTheSentenceSays(
      String sentence, int start, int end, int newStart, int newEnd, String matchers, String kind) {
    SilenceDecision decision =
        post(
            posted(Optional.of(ID), NOW.plusSeconds(newStart), NOW.plusSeconds(newEnd), matchers),
            Optional.of(silence(ID, start, end, "a=b")));

    assertThat(decision.getClass().getSimpleName()).as(sentence).isEqualTo(kind);
  }

  @Test
  void post_ofANewSilence_takesAllButAPastStart() {
    SilenceDecision decision =
        post(
            posted(Optional.empty(), Instant.EPOCH, NOW.plusSeconds(60), "a=b,c=d", "e=f"),
            Optional.empty());

    assertThat(decision)
        .isEqualTo(
            new Create(
                new Silence(
                    NEW_ID,
                    silence(ID, 0, 1, "a=b,c=d", "e=f").matcherSets(),
                    NOW,
                    NOW.plusSeconds(60),
                    NOW,
                    "ben",
                    "new disk",
                    Map.of("ticket", "7"))));
  }

  @Test
  void post_ofASilenceToCome_keepsItsStart() {
    SilenceDecision decision =
        post(
            posted(Optional.empty(), NOW.plusSeconds(30), NOW.plusSeconds(60), "a=b"),
            Optional.empty());

    assertThat(decision)
        .isInstanceOfSatisfying(
            Create.class,
            create -> assertThat(create.silence().startsAt()).isEqualTo(NOW.plusSeconds(30)));
  }

  @Test
  void post_inTheSameStartSecond_updatesUnderTheSameId() {
    Instant second = Instant.ofEpochSecond(NOW.getEpochSecond() - 60);
    SilenceDecision decision =
        post(
            posted(Optional.of(ID), second, NOW.plusSeconds(90), "a=b"),
            Optional.of(silence(ID, -60, 60, "a=b")));

    assertThat(decision)
        .isInstanceOfSatisfying(
            Update.class,
            update -> {
              assertThat(update.silence().id()).isEqualTo(ID);
              assertThat(update.silence().startsAt()).isEqualTo(second);
              assertThat(update.silence().updatedAt()).isEqualTo(NOW);
              assertThat(update.silence().comment()).isEqualTo("new disk");
            });
  }

  @Test
  void post_ofOtherMatchers_endsTheOldSilence() {
    SilenceDecision decision =
        post(
            posted(Optional.of(ID), NOW.minusSeconds(60), NOW.plusSeconds(90), "a=c"),
            Optional.of(silence(ID, -60, 60, "a=b")));

    assertThat(decision)
        .isInstanceOfSatisfying(
            Replace.class,
            replace -> {
              assertThat(replace.expired().id()).isEqualTo(ID);
              assertThat(replace.expired().startsAt()).isEqualTo(NOW.minusSeconds(60));
              assertThat(replace.expired().stateAt(NOW)).isEqualTo(SilenceState.EXPIRED);
              assertThat(replace.silence().id()).isEqualTo(NEW_ID);
              assertThat(replace.silence().startsAt()).isEqualTo(NOW);
            });
  }

  @Test
  void post_ofAnUnknownId_isNotFound() {
    assertThat(post(posted(Optional.of(ID), NOW, NOW.plusSeconds(1), "a=b"), Optional.empty()))
        .isEqualTo(new NotFound());
  }

  @Test
  void post_ofAnUnknownIdWithAFault_isInvalid() {
    assertThat(post(posted(Optional.of(ID), NOW, NOW.plusSeconds(1), "a=\"\""), Optional.empty()))
        .isInstanceOf(Invalid.class);
  }

  @Test
  void expire_ofAnActiveSilence_endsItNow() {
    assertThat(SilencePolicy.expire(silence(ID, -60, 60, "a=b"), NOW))
        .hasValueSatisfying(silence -> {
          assertThat(silence.startsAt()).isEqualTo(NOW.minusSeconds(60));
          assertThat(silence.endsAt()).isEqualTo(NOW);
          assertThat(silence.updatedAt()).isEqualTo(NOW);
        });
  }

  @Test
  void expire_ofAPendingSilence_leavesItNoTime() {
    assertThat(SilencePolicy.expire(silence(ID, 30, 60, "a=b"), NOW))
        .hasValueSatisfying(silence -> {
          assertThat(silence.startsAt()).isEqualTo(NOW);
          assertThat(silence.endsAt()).isEqualTo(NOW);
          assertThat(silence.stateAt(NOW)).isEqualTo(SilenceState.EXPIRED);
        });
  }

  @Test
  void expire_ofAnExpiredSilence_changesNothing() {
    assertThat(SilencePolicy.expire(silence(ID, -60, 0, "a=b"), NOW)).isEmpty();
  }

  private static SilenceDecision post(PostedSilence posted, Optional<Silence> known) {
    return POLICY.post(posted, known, NEW_ID, 10, NOW);
  }
}
