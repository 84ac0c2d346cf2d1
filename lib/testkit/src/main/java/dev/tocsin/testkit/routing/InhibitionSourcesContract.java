package dev.tocsin.testkit.routing;

import static dev.tocsin.testkit.routing.RoutedFixture.T;
import static dev.tocsin.testkit.routing.RoutedFixture.ending;
import static dev.tocsin.testkit.routing.RoutedFixture.fingerprint;
import static dev.tocsin.testkit.routing.RoutedFixture.firing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.inhibition.InhibitionSources;
import dev.tocsin.routing.inhibition.SourceKey;
import dev.tocsin.routing.inhibition.TargetKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link InhibitionSources} promises. */
public abstract class InhibitionSourcesContract {
  private static final SourceKey A = new SourceKey(0, -5, false);
  private static final SourceKey B = new SourceKey(1, -5, false);
  private static final SourceKey C = new SourceKey(1, 6, false);

  /** What the sources of {@link #A} may mute. */
  private static final TargetKey OF_A = target(A);

  private static final TargetKey OF_B = target(B);

  private static TargetKey target(SourceKey source) {
    return new TargetKey(source.rule(), source.equalHash(), false);
  }

  /** The store under test, empty; always the same one within a test. */
  protected abstract InhibitionSources sources();

  /** The alerts beside it, empty. */
  protected abstract RoutedAlerts alerts();

  @BeforeEach
  void save() {
    RoutedFixture.save(alerts(), firing(1), firing(2), ending(3, T.plusSeconds(5), T));
  }

  @Test
  void find_sources_areByWhatTheyMayMute() {
    sources()
        .save(
            Map.of(
                fingerprint(1), List.of(A, B),
                fingerprint(2), List.of(B),
                fingerprint(3), List.of()));

    Map<TargetKey, List<Alert>> found = sources().find(Set.of(OF_A, OF_B, target(C)), T);
    assertThat(found).containsOnlyKeys(OF_A, OF_B);
    assertThat(found.get(OF_A)).containsExactly(firing(1));
    assertThat(found.get(OF_B)).containsExactlyInAnyOrder(firing(1), firing(2));
    assertThat(sources().find(List.of(), T)).isEmpty();
  }

  @Test
  void find_sourceAndTargetThatAreBoth_muteEachOtherNot() {
    SourceKey both = new SourceKey(0, -5, true);
    TargetKey targetOfBoth = new TargetKey(0, -5, true);
    sources().save(Map.of(fingerprint(1), List.of(A), fingerprint(2), List.of(both)));

    Map<TargetKey, List<Alert>> found = sources().find(Set.of(OF_A, targetOfBoth), T);
    assertThat(found.get(OF_A)).containsExactlyInAnyOrder(firing(1), firing(2));
    assertThat(found.get(targetOfBoth)).containsExactly(firing(1));
  }

  @Test
  void find_sourceThatHasEnded_isNone() {
    sources().save(Map.of(fingerprint(3), List.of(A)));

    assertThat(found(A, T.plusSeconds(5).minusMillis(1))).hasSize(1);
    assertThat(found(A, T.plusSeconds(5))).isEmpty();
  }

  @Test
  void find_sourceThatIsForgotten_isNone() {
    sources().save(Map.of(fingerprint(3), List.of(A)));
    assertThat(alerts().forget(T.plusSeconds(6), 9)).isEqualTo(1);

    assertThat(found(A, T)).isEmpty();
  }

  @Test
  void save_again_replacesWhatTheAlertIsASourceOf() {
    sources().save(Map.of(fingerprint(1), List.of(A, B), fingerprint(2), List.of(A)));
    sources().save(Map.of(fingerprint(1), List.of(B, C)));
    sources().save(Map.of());

    assertThat(found(A, T)).containsExactly(firing(2));
    assertThat(found(B, T)).containsExactly(firing(1));
    assertThat(found(C, T)).containsExactly(firing(1));
  }

  @Test
  void save_withoutKeys_isNoSourceAnyMore() {
    sources().save(Map.of(fingerprint(1), List.of(A)));
    sources().save(Map.of(fingerprint(1), List.of()));

    assertThat(found(A, T)).isEmpty();
  }

  @Test
  void clear_all_leavesNone() {
    sources().save(Map.of(fingerprint(1), List.of(A)));
    sources().clear();

    assertThat(found(A, T)).isEmpty();
  }

  private List<Alert> found(SourceKey key, Instant now) {
    return sources().find(Set.of(target(key)), now).getOrDefault(target(key), List.of());
  }
}
