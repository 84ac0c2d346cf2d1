package dev.tocsin.local.rules;

import dev.tocsin.core.yaml.Problems;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RuleSet;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
    PrintWriter out = spec.commandLine().getOut();
    Problems problems = new Problems();
    Optional<RuleSet> ruleSet = RuleFilesRead.read(files, problems);
    if (ruleSet.isEmpty()) {
      out.println(problems);
      return 1;
    }
    if (!problems.warnings().isEmpty()) {
      out.println(problems.warningLines());
      out.flush();
    }
    spec.commandLine().getErr().println(summary(ruleSet.get(), problems.warnings().size()));
    return strict && !problems.warnings().isEmpty() ? 1 : 0;
  }

  private static String summary(RuleSet ruleSet, int warnings) {
    long rules = ruleSet.rules().stream().map(Rule::id).distinct().count();
    return "%d rule%s, no problems%s"
        .formatted(
            rules,
            rules == 1 ? "" : "s",
            switch (warnings) {
              case 0 -> "";
              case 1 -> ", 1 warning";
              default -> ", %d warnings".formatted(warnings);
            });
  }
}
