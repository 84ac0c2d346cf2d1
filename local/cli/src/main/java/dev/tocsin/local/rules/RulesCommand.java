package dev.tocsin.local.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Optional;
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
  /** Where the API has the rules. */
  static final String PATH = "/api/v1/rules";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Missing command.");
  }

  /** Prints the version that a change made; without one it was refused. Returns the exit status. */
  static int changed(Optional<JsonNode> made, PrintWriter out) {
    made.ifPresent(version ->
        out.printf(
            "version %d: %d rules%n",
            version.path("number").asLong(), version.path("rules").asInt()));
    return made.isPresent() ? 0 : 1;
  }
}
