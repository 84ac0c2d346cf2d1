package dev.tocsin.local.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.rulefile.RuleFiles;
import dev.tocsin.engine.ruletest.RuleTest.ExpectedAlert;
import dev.tocsin.engine.ruletest.RuleTestFile;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules that come with Tocsin: without problems, tested, and each with its page. */
class RulePacksTest {
  private static final Path RULES = Path.of("..", "..", "rules");
  private static final Path RUNBOOKS = Path.of("..", "..", "docs", "runbook", "rules");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return RulesCommandTest.run(out, err, arguments);
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static List<Rule> rules() throws IOException {
    Problems problems = new Problems();
    List<SourceFile> sources =
        files(RULES).stream().map(file -> new SourceFile(file.toString(), text(file))).toList();
    RuleSet ruleSet =
        RuleFiles.read(sources, problems)
            .orElseThrow(() -> new AssertionError(problems.toString()));
    return ruleSet.rules();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void check_allPacks_findsNothingToWarnOf() {
    assertThat(run("check", "--strict", RULES.toString())).as("%s", out).isZero();
  }

  @Test
  void test_allPacks_pass() throws IOException {
    String[] arguments =
        Stream.concat(Stream.of("test"), files(RULES.resolve("tests")).stream().map(Path::toString))
            .toArray(String[]::new);
    assertThat(run(arguments)).as("%s", out).isZero();
    assertThat(out.toString()).endsWith(" passed, 0 failed\n");
  }

  @Test
  void tests_ofAllPacks_seeEachRuleFire() throws IOException {
    Problems problems = new Problems();
    Set<String> fired =
        files(RULES.resolve("tests")).stream()
            .map(file -> new SourceFile(file.toString(), text(file)))
            .flatMap(file -> RuleTestFile.read(file, problems).orElseThrow().tests().stream())
            .flatMap(test -> test.expectations().stream())
            .flatMap(expectation -> expectation.alerts().stream())
            .map(ExpectedAlert::ruleId)
            .collect(Collectors.toSet());

    assertThat(rules()).extracting(rule -> rule.id().value()).allMatch(fired::contains);
  }

  /** The address ends with the page in docs/runbook/rules, and the rule's paragraph there. */
  @Test
  void rules_ofAllPacks_saySomethingAndHaveAPage() throws IOException {
    assertThat(rules())
        .allSatisfy(rule -> {
          URI runbook = rule.runbookUrl().orElseThrow();
          String page = Path.of(runbook.getPath()).getFileName() + ".md";
          assertThat(text(RUNBOOKS.resolve(page))).contains("\n## " + rule.id().value() + "\n");
          assertThat(runbook.getFragment()).isEqualTo(rule.id().value());
          assertThat(rule.description()).isNotBlank();
          assertThat(rule.annotations()).containsKey("summary");
          assertThat(rule.labels()).containsEntry("category", page.replace(".md", ""));
        });
  }
}
