package dev.tocsin.testkit.cursor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.cursor.GridCursors;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link GridCursors} promises. */
public abstract class GridCursorsContract {
  private static final Instant T = Instant.parse("2026-11-21T10:00:00Z");

  /** The store under test, empty; always the same one within a test. */
  protected abstract GridCursors cursors();

  @Test
  void claim_neverJudged_isTheEpochAndJudgesNothing() {
    assertThat(cursors().claim("default", 3)).contains(Instant.EPOCH);
    assertThat(cursors().judged("default")).isEmpty();
  }

  @Test
  void claim_judgedBefore_isTheLastGridPoint() {
    cursors().judged("default", List.of(3, 1), T);

    assertThat(cursors().claim("default", 3)).contains(T);
    assertThat(cursors().judged("default")).isEqualTo(Map.of(1, T, 3, T));
  }

  @Test
  void judged_earlierGridPoint_stays() {
    cursors().judged("default", List.of(1, 2), T);
    cursors().judged("default", List.of(1), T.plusSeconds(10));
    cursors().judged("default", List.of(1, 2), T.plusSeconds(5));

    assertThat(cursors().judged("default"))
        .isEqualTo(Map.of(1, T.plusSeconds(10), 2, T.plusSeconds(5)));
  }

  @Test
  void judged_otherGroup_isIndependent() {
    cursors().judged("default", List.of(1), T);

    assertThat(cursors().judged("other")).isEmpty();
    assertThat(cursors().claim("other", 1)).contains(Instant.EPOCH);
  }
}
