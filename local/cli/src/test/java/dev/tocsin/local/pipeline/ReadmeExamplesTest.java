package dev.tocsin.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.access.CredentialsFile;
import dev.tocsin.core.enrichment.CmdbReader;
import dev.tocsin.core.remediation.CatalogueReader;
import dev.tocsin.core.setting.SettingsFile;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.rulefile.RuleFiles;
import dev.tocsin.engine.ruletest.RuleTestFile;
import dev.tocsin.engine.ruletest.RuleTestRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeExamplesTest {
  private static final Pattern YAML = Pattern.compile("(?s)```yaml\n(.*?)```");

  @Test
  void examples_ofEveryFile_haveNoProblem() {
    List<String> examples = examples();
    Problems problems = new Problems();

    assertThat(examples)
        .extracting(example -> example.substring(0, example.indexOf(':')))
        .containsExactlyInAnyOrder(
            "groups", "rule_files", "assets", "topics", "remediations", "credentials");
    assertThat(examples)
        .allSatisfy(example ->
            assertThat(read(example, problems)).as("%s%s", example, problems).isPresent());
  }

  /** Whether the example of a test passes with the example of a rule. */
  private static boolean passes(RuleTestFile tests, Problems problems) {
    RuleSet ruleSet =
        RuleFiles.read(List.of(new SourceFile("README.md", example("groups"))), problems)
            .orElseThrow();
    return tests.tests().stream().allMatch(test -> RuleTestRun.run(test, ruleSet).isEmpty());
  }

  private static String example(String first) {
    return examples().stream()
        .filter(example -> example.startsWith(first))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> examples() {
    try {
      String readme = Files.readString(Path.of("..", "..", "README.md"));
      return YAML.matcher(readme).results().map(example -> example.group(1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<?> read(String example, Problems problems) {
    return switch (example.substring(0, example.indexOf(':'))) {
      case "groups" -> RuleFiles.read(List.of(new SourceFile("README.md", example)), problems);
      case "rule_files" ->
          RuleTestFile.read(new SourceFile("README.md", example), problems)
              .filter(file -> passes(file, problems));
      case "assets" -> CmdbReader.read("README.md", example, problems);
      case "credentials" -> CredentialsFile.read(new SourceFile("README.md", example), problems);
      case "remediations" -> CatalogueReader.read("README.md", example, problems);
      default -> SettingsFile.read(new SourceFile("README.md", example), problems);
    };
  }
}
