package dev.tocsin.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.enrichment.CmdbReader;
import dev.tocsin.core.remediation.CatalogueReader;
import dev.tocsin.core.rule.file.RuleFiles;
import dev.tocsin.core.setting.SettingsFile;
import dev.tocsin.core.yaml.Faults;
import dev.tocsin.core.yaml.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeExamplesTest {
  private static final Pattern YAML = Pattern.compile("(?s)```yaml\n(.*?)```");

  @Test
  void examples_ofEveryFile_haveNoFault() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    List<String> examples =
        YAML.matcher(readme).results().map(example -> example.group(1)).toList();
    Faults faults = new Faults();

    assertThat(examples)
        .extracting(example -> example.substring(0, example.indexOf(':')))
        .containsExactlyInAnyOrder("groups", "assets", "topics", "remediations");
    assertThat(examples)
        .allSatisfy(
            example -> assertThat(read(example, faults)).as("%s%s", example, faults).isPresent());
  }

  private static Optional<?> read(String example, Faults faults) {
    return switch (example.substring(0, example.indexOf(':'))) {
      case "groups" -> RuleFiles.read(List.of(new SourceFile("README.md", example)), faults);
      case "assets" -> CmdbReader.read("README.md", example, faults);
      case "remediations" -> CatalogueReader.read("README.md", example, faults);
      default -> SettingsFile.read(new SourceFile("README.md", example), faults);
    };
  }
}
