package dev.tocsin.testkit.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds of every page: width, links, numbers of decisions. */
class PagesTest {
  private static final int WIDTH = 120;
  private static final Set<String> OTHERS = Set.of("target", ".git", "node_modules", ".terraform");
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern NUMBER = Pattern.compile("(\\d{4})-.+\\.md");

  private static List<Page> pages() {
    List<Page> pages = new ArrayList<>();
    collect(Page.root(), pages);
    assertThat(pages).hasSizeGreaterThan(40);
    return pages;
  }

  private static void collect(Path folder, List<Page> pages) {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.sorted().toList()) {
        if (Files.isDirectory(entry)) {
          if (!OTHERS.contains(entry.getFileName().toString())) {
            collect(entry, pages);
          }
        } else if (entry.getFileName().toString().endsWith(".md")) {
          pages.add(Page.read(Page.root().relativize(entry).toString()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tables and code may be wider. So may the changelog, whose entries are a line each. */
  @Test
  void lines_ofParagraphs_areAtMostSoWide() {
    List<String> wide = new ArrayList<>();
    for (Page page : pages()) {
      boolean isCode = false;
      int number = 0;
      for (String line : page.text().lines().toList()) {
        number++;
        isCode ^= line.strip().startsWith("```");
        boolean mayBeWide =
            isCode
                || line.startsWith("|")
                || line.startsWith("    ")
                || page.path().equals("CHANGELOG.md");
        if (!mayBeWide && line.codePointCount(0, line.length()) > WIDTH) {
          wide.add(page.path() + ":" + number);
        }
      }
    }
    assertThat(wide).isEmpty();
  }

  @Test
  void readme_isShort() {
    assertThat(Page.read("README.md").text().lines()).hasSizeLessThanOrEqualTo(250);
  }

  @Test
  void links_withinTheRepository_leadSomewhere() {
    List<String> broken = new ArrayList<>();
    for (Page page : pages()) {
      LINK.matcher(page.text())
          .results()
          .map(link -> link.group(1))
          .filter(target -> !target.contains("://") && !target.startsWith("mailto:"))
          .filter(target -> !leadsSomewhere(page, target))
          .forEach(target -> broken.add(page.path() + " → " + target));
    }
    assertThat(broken).isEmpty();
  }

  private static boolean leadsSomewhere(Page page, String target) {
    int hash = target.indexOf('#');
    String file = hash < 0 ? target : target.substring(0, hash);
    Path own = Page.root().resolve(page.path());
    Path path = file.isEmpty() ? own : own.resolveSibling(file).normalize();
    if (!Files.exists(path)) {
      return false;
    }
    return hash < 0
        || headings(Page.read(Page.root().relativize(path).toString()))
            .contains(target.substring(hash + 1));
  }

  /** The names that GitHub gives to headings. */
  private static Set<String> headings(Page page) {
    return HEADING
        .matcher(page.text())
        .results()
        .map(heading ->
            heading
                .group(1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @Test
  void decisions_haveANumberOfTheirOwn() throws IOException {
    try (Stream<Path> files = Files.list(Page.root().resolve("docs/adr"))) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(n -> !n.equals("README.md"))
              .toList();
      assertThat(names).allMatch(name -> NUMBER.matcher(name).matches());
      assertThat(names.stream().map(name -> name.substring(0, 4))).doesNotHaveDuplicates();
    }
  }
}
