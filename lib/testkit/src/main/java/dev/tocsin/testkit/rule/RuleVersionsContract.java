package dev.tocsin.testkit.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.rule.RuleVersion;
import dev.tocsin.engine.rule.RuleVersions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link RuleVersions} promises. */
public abstract class RuleVersionsContract {
  private static final Instant T = Instant.parse("2026-11-21T10:00:00.125Z");

  /** The store under test, empty; always the same one within a test. */
  protected abstract RuleVersions versions();

  @Test
  void newest_ofNone_isZero() {
    assertThat(versions().newest()).isZero();
    assertThat(versions().find(1)).isEmpty();
    assertThat(versions().list(Long.MAX_VALUE, 10)).isEmpty();
  }

  @Test
  void newestOf_aDigestThatCameBack_isTheLastWithIt() {
    long unused = versions().add(version(1));
    long second = versions().add(version(2));
    long third = versions().add(version(1));

    assertThat(versions().newestOf("digest 1")).hasValue(third);
    assertThat(versions().newestOf("digest 2")).hasValue(second);
    assertThat(versions().newestOf("digest 3")).isEmpty();
  }

  @Test
  void find_added_isWhatWasAdded() {
    RuleVersion given = version(1);
    long number = versions().add(given);

    assertThat(number).isPositive();
    assertThat(versions().newest()).isEqualTo(number);
    assertThat(versions().find(number)).contains(numbered(given, number, given.files()));
  }

  @Test
  void list_several_isNewestFirstWithoutFilesInPages() {
    long first = versions().add(version(1));
    long second = versions().add(version(2));
    long third = versions().add(version(3));

    assertThat(versions().list(Long.MAX_VALUE, 2))
        .containsExactly(
            numbered(version(3), third, List.of()), numbered(version(2), second, List.of()));
    assertThat(versions().list(second, 2)).containsExactly(numbered(version(1), first, List.of()));
    assertThat(List.of(first, second, third)).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void purge_old_leavesTheNewest() {
    for (int at = 1; at <= 5; at++) {
      versions().add(version(at));
    }

    assertThat(versions().purge(T.plusSeconds(4), 2)).isEqualTo(3);
    assertThat(versions().list(Long.MAX_VALUE, 10))
        .extracting(RuleVersion::digest)
        .containsExactly("digest 5", "digest 4");
    assertThat(versions().purge(T, 0)).isZero();
  }

  private static RuleVersion version(int seconds) {
    return new RuleVersion(
        0,
        "digest " + seconds,
        T.plusSeconds(seconds),
        "ada",
        "api",
        "because",
        7,
        List.of(new SourceFile("a.yaml", "groups: []\n# ü \"\\,{}"), new SourceFile("b.yaml", "")));
  }

  private static RuleVersion numbered(RuleVersion version, long number, List<SourceFile> files) {
    return new RuleVersion(
        number,
        version.digest(),
        version.at(),
        version.principal(),
        version.source(),
        version.comment(),
        version.rules(),
        files);
  }
}
