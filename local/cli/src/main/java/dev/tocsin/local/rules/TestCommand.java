package dev.tocsin.local.rules;

import static java.util.stream.Collectors.joining;

import dev.tocsin.core.text.VisibleText;
import dev.tocsin.core.yaml.DurationText;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.ruletest.RuleTest;
import dev.tocsin.engine.ruletest.RuleTest.Difference;
import dev.tocsin.engine.ruletest.RuleTestFile;
import dev.tocsin.engine.ruletest.RuleTestRun;
import dev.tocsin.local.pipeline.PipelineFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin rules test}. */
@Command(
    name = "test",
    description = "Runs unit tests of rules: series with promtool's notation, and expected alerts.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all alerts were as expected",
      "1:there are differences or problems",
      "2:wrong usage"
    })
final class TestCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files of tests.")
  List<Path> files = List.of();

  @Spec CommandSpec spec;

  private int passed;
  private int failed;

  @Override
  public Integer call() {
    Problems problems = new Problems();
    List<Runnable> runs = new ArrayList<>();
    for (Path file : files) {
      PipelineFiles.read(Optional.of(file), problems)
          .flatMap(source -> RuleTestFile.read(source, problems))
          .ifPresent(tests ->
              RuleFilesRead.read(beside(file, tests), problems)
                  .ifPresent(ruleSet -> runs.add(() -> run(file, tests, ruleSet))));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (!problems.isEmpty()) {
      out.println(problems);
      return 1;
    }
    runs.forEach(Runnable::run);
    out.println(passed + " passed, " + failed + " failed");
    return failed == 0 ? 0 : 1;
  }

  /** The files of rules, which are named as seen from the file of tests. */
  private static List<Path> beside(Path file, RuleTestFile tests) {
    return tests.ruleFiles().stream().map(file::resolveSibling).toList();
  }

  private void run(Path file, RuleTestFile tests, RuleSet ruleSet) {
    int number = 0;
    for (RuleTest test : tests.tests()) {
      number++;
      List<Difference> differences = RuleTestRun.run(test, ruleSet);
      if (differences.isEmpty()) {
        passed++;
      } else {
        failed++;
        String name = test.name().isEmpty() ? "test " + number : test.name();
        spec.commandLine()
            .getOut()
            .println(VisibleText.of(file.toString()) + ": " + VisibleText.of(name) + ": FAILED");
        differences.forEach(this::print);
      }
    }
  }

  private void print(Difference difference) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("  at " + DurationText.of(difference.at()));
    out.println(
        "    expected: "
            + listed(
                difference.expected(),
                alert -> text(alert.ruleId(), alert.labels(), alert.phase().code())));
    out.println(
        "    found:    "
            + listed(
                difference.found(),
                alert -> text(alert.ruleId(), alert.labels().asMap(), alert.phase().code())));
  }

  private static <T> String listed(List<T> alerts, Function<T, String> text) {
    return alerts.isEmpty()
        ? "(none)"
        : alerts.stream().map(text).collect(joining("\n              "));
  }

  private static String text(String rule, Map<String, String> labels, String state) {
    return rule
        + new TreeMap<>(labels)
            .entrySet().stream()
                .map(label -> label.getKey() + "=\"" + VisibleText.of(label.getValue()) + "\"")
                .collect(joining(", ", "{", "} "))
        + state;
  }
}
