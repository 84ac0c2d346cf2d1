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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin rules check}. */
@Command(
    name = "check",
    description = "Reports every problem of files of rules, as FILE:LINE:COLUMN: message.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:no problems", "1:there are problems", "2:wrong usage"})
final class CheckCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Files of rules, or directories whose .yaml and .yml files are read.")
  List<Path> files = List.of();

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
    long rules = ruleSet.get().rules().stream().map(Rule::id).distinct().count();
    spec.commandLine()
        .getErr()
        .println(rules == 1 ? "1 rule, no problems" : rules + " rules, no problems");
    return 0;
  }
}
