package dev.tocsin.local;

import dev.tocsin.core.failure.UserError;
import dev.tocsin.core.text.VisibleText;
import dev.tocsin.local.alertmanager.AlertmanagerCommand;
import dev.tocsin.local.alertmanager.PrepareCommand;
import dev.tocsin.local.command.CredentialsCommand;
import dev.tocsin.local.command.CursorCommand;
import dev.tocsin.local.command.DeadLettersCommand;
import dev.tocsin.local.command.DemoPipeline;
import dev.tocsin.local.command.LocalstackCommand;
import dev.tocsin.local.command.ServeCommand;
import dev.tocsin.local.command.UpCommand;
import dev.tocsin.local.config.ConfigCommand;
import dev.tocsin.local.demo.DemoCommand;
import dev.tocsin.local.explain.ExplainCommand;
import dev.tocsin.local.notification.DeliveriesCommand;
import dev.tocsin.local.notification.ReceiversCommand;
import dev.tocsin.local.rules.RulesCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The {@code tocsin} command: ends with 0 when all went well, 1 when it failed or refused, 2 on
 * wrong usage.
 */
@Command(
    name = "tocsin",
    description =
        "An alerting pipeline: metrics arrive on Kafka, rules decide, people are notified once.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Tocsin.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all went well", "1:failed or refused", "2:wrong usage"},
    footer = {"", "tocsin COMMAND --help shows the options of a command."})
public final class Tocsin implements Callable<Integer> {
  @Spec private CommandSpec spec;

  public static void main(String... arguments) {
    System.exit(commandLine(arguments).execute(arguments));
  }

  /**
   * The command for these arguments: one that must start fast, or be measured for that, is made
   * without the others, which to make takes half a second.
   */
  private static CommandLine commandLine(String[] arguments) {
    return switch (arguments.length > 0 ? arguments[0] : "") {
      case "alertmanager" -> alone(AlertmanagerCommand.commandLine());
      case "prepare" -> alone(new PrepareCommand());
      default -> commandLine();
    };
  }

  private static CommandLine alone(Object command) {
    return withHandler(new CommandLine(new Tocsin()).addSubcommand(command));
  }

  /** The command with all its sub-commands. */
  static CommandLine commandLine() {
    return withHandler(
        new CommandLine(new Tocsin())
            .addSubcommand(new DemoCommand(new DemoPipeline()))
            .addSubcommand(new UpCommand())
            .addSubcommand(new ServeCommand())
            .addSubcommand(AlertmanagerCommand.commandLine())
            .addSubcommand(new PrepareCommand())
            .addSubcommand(new RulesCommand())
            .addSubcommand(new ConfigCommand())
            .addSubcommand(new LocalstackCommand())
            .addSubcommand(new ExplainCommand())
            .addSubcommand(new ReceiversCommand())
            .addSubcommand(new DeliveriesCommand())
            .addSubcommand(new DeadLettersCommand())
            .addSubcommand(new CredentialsCommand())
            .addSubcommand(new CursorCommand()));
  }

  private static CommandLine withHandler(CommandLine command) {
    return command
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Tocsin::failed);
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Missing command.");
  }

  /**
   * A refusal is one sentence; anything else is a fault of this program, and its trace helps to
   * find it.
   */
  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    if (e instanceof UserError) {
      command.getErr().println("tocsin: " + VisibleText.lines(String.valueOf(e.getMessage())));
    } else {
      command.getErr().println("tocsin: unexpected failure");
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      command.getErr().print(VisibleText.lines(trace.toString()));
      command.getErr().flush();
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** The version of the jar, and of what runs it. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version =
          Optional.ofNullable(Tocsin.class.getPackage().getImplementationVersion())
              .orElse("(not packaged)");
      return new String[] {"tocsin " + version + " on Java " + Runtime.version()};
    }
  }
}
