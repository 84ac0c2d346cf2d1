package dev.tocsin.notifier.silence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.notifier.TestContext;
import dev.tocsin.routing.matcher.MatchOperator;
import dev.tocsin.routing.silence.PostedSilence;
import dev.tocsin.routing.silence.PostedSilence.PostedMatcher;
import dev.tocsin.routing.silence.Silence;
import dev.tocsin.routing.silence.SilenceDecision;
import dev.tocsin.routing.silence.SilenceState;
import dev.tocsin.routing.silence.SilenceStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link ChangeSilences}, and {@link KnownSilences} as they see the changes. */
class ChangeSilencesTest {
  private static final UUID UNKNOWN = UUID.fromString("00000000-0000-0000-0000-000000000001");

  private final TestContext context = new TestContext();
  private final ChangeSilences change = context.get(ChangeSilences.class);
  private final SilenceStore store = context.get(SilenceStore.class);
  private final KnownSilences known = context.get(KnownSilences.class);
  private final Instant start = context.clock.instant();

  @AfterEach
  void close() {
    context.close();
  }

  private SilenceDecision post(Optional<String> id, String team, String comment) {
    return change.post(
        new PostedSilence(
            id,
            List.of(List.of(new PostedMatcher("team", MatchOperator.EQUAL, team))),
            start,
            start.plus(Duration.ofHours(1)),
            "ada",
            comment,
            Map.of()));
  }

  private Silence created(String team) {
    return ((SilenceDecision.Create) post(Optional.empty(), team, "why")).silence();
  }

  private SilenceState state(UUID id) {
    return store.find(id).orElseThrow().stateAt(context.clock.instant());
  }

  private List<UUID> muting(String team) {
    return known.now().muting(Labels.of("team", team), context.clock.instant()).stream()
        .map(Silence::id)
        .toList();
  }

  @Test
  void post_withoutId_isANewSilence() {
    Silence silence = created("x");

    assertThat(store.all()).containsExactly(silence);
    assertThat(muting("x")).containsExactly(silence.id());
    assertThat(muting("y")).isEmpty();
  }

  @Test
  void post_otherComment_changesTheSilence() {
    Silence silence = created("x");
    SilenceDecision decision = post(Optional.of(silence.id().toString()), "x", "because");

    assertThat(decision).isInstanceOf(SilenceDecision.Update.class);
    assertThat(store.all()).extracting(Silence::comment).containsExactly("because");
  }

  @Test
  void post_otherMatchers_endsTheSilenceForANewOne() {
    Silence silence = created("x");
    context.clock.advance(Duration.ofMinutes(1));
    SilenceDecision decision = post(Optional.of(silence.id().toString()), "y", "why");

    assertThat(decision).isInstanceOf(SilenceDecision.Replace.class);
    UUID other = ((SilenceDecision.Replace) decision).silence().id();
    assertThat(other).isNotEqualTo(silence.id());
    assertThat(state(silence.id())).isEqualTo(SilenceState.EXPIRED);
    assertThat(muting("x")).isEmpty();
    assertThat(muting("y")).containsExactly(other);
  }

  @ParameterizedTest
  @ValueSource(strings = {"00000000-0000-0000-0000-000000000001", "no id"})
  void post_unknownId_isNotFound(String id) {
    assertThat(post(Optional.of(id), "x", "why")).isInstanceOf(SilenceDecision.NotFound.class);
    assertThat(store.all()).isEmpty();
  }

  @Test
  void post_refused_changesNothing() {
    assertThat(post(Optional.empty(), "", "why")).isInstanceOf(SilenceDecision.Invalid.class);
    assertThat(store.all()).isEmpty();
  }

  @Test
  void expire_active_endsNow() {
    Silence silence = created("x");

    assertThat(change.expire(silence.id())).isTrue();
    assertThat(state(silence.id())).isEqualTo(SilenceState.EXPIRED);
    assertThat(muting("x")).isEmpty();
  }

  @Test
  void expire_expired_staysAsItIs() {
    Silence silence = created("x");
    assertThat(change.expire(silence.id())).isTrue();
    Silence ended = store.find(silence.id()).orElseThrow();
    context.clock.advance(Duration.ofMinutes(1));

    assertThat(change.expire(silence.id())).isTrue();
    assertThat(store.find(silence.id())).contains(ended);
  }

  @Test
  void expire_unknown_isFalse() {
    assertThat(change.expire(UNKNOWN)).isFalse();
  }

  @Test
  void now_nothingChanged_isReadOnce() {
    created("x");

    assertThat(known.now()).isSameAs(known.now());
  }

  @Test
  void now_timePasses_silenceEndsWithoutAChange() {
    created("x");
    assertThat(muting("x")).hasSize(1);
    context.clock.advance(Duration.ofHours(1));

    assertThat(muting("x")).isEmpty();
  }
}
