package dev.tocsin.local.rules;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin rules}. */
@Command(
    name = "rules",
    description =
        "Checks rules, tests them, replays recorded metrics through them, imports Prometheus' own, and changes those of a running Tocsin.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = {
      CheckCommand.class,
      TestCommand.class,
      BacktestCommand.class,
      ImportCommand.class,
      PutCommand.class,
      VersionsCommand.class,
      RollbackCommand.class
    })
public final class RulesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Missing command.");
  }
}
