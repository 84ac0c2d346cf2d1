package dev.tocsin.testkit.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/glossary.md} has each term once, in order, in one sentence. */
class GlossaryTest {
  private static final Pattern ENTRY =
      Pattern.compile("(?m)^- \\*\\*(.+?)\\*\\*: (.+(?:\n  .+)*)$");

  private static List<String> found(int group) {
    return ENTRY
        .matcher(Page.read("docs/glossary.md").text())
        .results()
        .map(entry -> entry.group(group))
        .toList();
  }

  @Test
  void terms_areInOrderAndEachThereOnce() {
    assertThat(found(1)).hasSizeGreaterThan(40).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void terms_areAllThatThePageLists() {
    assertThat(Page.read("docs/glossary.md").text().lines().filter(line -> line.startsWith("- ")))
        .hasSameSizeAs(found(1));
  }

  @Test
  void sentences_areOneEach() {
    assertThat(found(2))
        .allSatisfy(sentence -> assertThat(sentence).endsWith(".").doesNotContain(". "));
  }
}
