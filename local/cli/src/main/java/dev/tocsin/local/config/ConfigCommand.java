package dev.tocsin.local.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin config}. */
@Command(
    name = "config",
    description =
        "Checks Alertmanager's configuration files, shows which routes alerts take, and changes the configuration of a running Tocsin.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = {
      CheckCommand.class,
      RoutesCommand.class,
      DiffCommand.class,
      PutCommand.class,
      VersionsCommand.class,
      RollbackCommand.class
    })
public final class ConfigCommand implements Callable<Integer> {
  /** Where the API has the configuration. */
  static final String PATH = "/api/v1/configuration";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Missing command.");
  }

  /** Prints the version that a change put in force; without one it was refused. */
  static int changed(Optional<JsonNode> made, PrintWriter out) {
    made.ifPresent(version -> out.printf("version %d%n", version.path("number").asLong()));
    return made.isPresent() ? 0 : 1;
  }
}
