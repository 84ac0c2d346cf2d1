package dev.tocsin.testkit.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.setting.SettingsFile;
import dev.tocsin.core.setting.Topic;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.rulefile.RuleFiles;
import dev.tocsin.engine.sample.RejectionReason;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/records.md} names every format and every reason of a dead letter. */
class RecordsPageTest {
  private static final Page PAGE = Page.read("docs/records.md");

  @Test
  void reasons_areAllInTheOrderInWhichTheyAreLookedFor() {
    assertThat(PAGE.table("Reasons").stream().map(row -> Page.code(row.get(0)).getFirst()))
        .containsExactlyElementsOf(
            Stream.of(RejectionReason.values()).map(RejectionReason::code).toList());
  }

  @Test
  void formats_areThoseOfTopics() {
    assertThat(PAGE.table("Formats").stream().map(row -> Page.code(row.get(0)).getFirst()))
        .containsExactlyElementsOf(
            Arrays.stream(Topic.Format.values()).map(Topic.Format::code).toList());
  }

  @Test
  void reasons_nameFormatsThatThereAre() {
    assertThat(
            PAGE.table("Reasons").stream()
                .flatMap(row -> Page.code(row.get(1)).stream())
                .distinct())
        .isSubsetOf(Arrays.stream(Topic.Format.values()).map(Topic.Format::code).toList());
  }

  @Test
  void examples_ofFiles_areRead() {
    assertThat(PAGE.blocks("yaml"))
        .hasSize(3)
        .allSatisfy(example -> {
          Problems problems = new Problems();
          SourceFile file = new SourceFile("example.yaml", example);
          Optional<?> read =
              example.startsWith("groups")
                  ? RuleFiles.read(java.util.List.of(file), problems)
                  : SettingsFile.read(file, problems);
          assertThat(read).as(problems.toString()).isPresent();
        });
  }
}
