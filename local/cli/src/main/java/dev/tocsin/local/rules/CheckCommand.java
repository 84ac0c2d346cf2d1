package dev.tocsin.local.rules;

import dev.tocsin.core.yaml.Problems;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.local.report.Report;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin rules check}. */
@Command(
    name = "check",
    description = {
      "Reports every problem of files of rules, as FILE:LINE:COLUMN: message, and every warning of"
          + " what is allowed and hardly meant, as FILE:LINE:COLUMN: warning: message."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no problems",
      "1:there are problems, or, with --strict, warnings",
      "2:wrong usage"
    })
final class CheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", arity = "1..*", description = RuleFilesRead.FILES)
  List<Path> files = List.of();

  @Option(names = "--strict", description = "Fails on warnings too.")
  boolean strict;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    Report report = new Report(spec);
    Problems problems = new Problems();
    return RuleFilesRead.read(files, problems)
        .map(ruleSet -> report.checked(problems, found(ruleSet), strict))
        .orElseGet(() -> report.refused(problems));
  }

  private static String found(RuleSet ruleSet) {
    return Report.counted(ruleSet.rules().stream().map(Rule::id).distinct().count(), "rule");
  }
}
