package dev.tocsin.local.alertmanager;

import dev.tocsin.core.failure.UserError;
import dev.tocsin.local.process.Lifetime;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code tocsin alertmanager}: the notifier alone, in the place of Alertmanager. */
@Command(
    name = "alertmanager",
    description = {
      "The notifier alone, with Alertmanager's flags, files and API, on state that survives.",
      "Logs 'msg=\"Listening on\" address=…' when it answers."
    },
    sortOptions = false,
    versionProvider = AlertmanagerCommand.Version.class,
    footer = {
      "",
      "SIGHUP and POST /-/reload read the configuration again: one that has problems",
      "leaves the last good one in force. Alertmanager's other flags are taken and have",
      "no effect, which one line of the log says."
    })
public final class AlertmanagerCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin final StateOptions state = new StateOptions();
  @Mixin final WebOptions web = new WebOptions();
  @Mixin final DispatchOptions dispatch = new DispatchOptions();
  @Mixin final SilenceOptions silences = new SilenceOptions();
  @Mixin final FeatureOptions features = new FeatureOptions();
  @Mixin final LogOptions log = new LogOptions();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this and ends.")
  boolean help;

  @Option(names = "--version", versionHelp = true, description = "Shows the version and ends.")
  boolean version;

  /** The command, with the flags that have no effect, and with Alertmanager's way to refuse. */
  public static CommandLine commandLine() {
    return commandLine(new AlertmanagerCommand());
  }

  static CommandLine commandLine(AlertmanagerCommand alertmanager) {
    CommandLine command = new CommandLine(alertmanager);
    UnusedOptions.addTo(command.getCommandSpec());
    return command
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(AlertmanagerCommand::refused);
  }

  @Override
  public Integer call() throws Exception {
    ProcessLog.use(log.format, log.level);
    Logger logger = LoggerFactory.getLogger(AlertmanagerCommand.class);
    try {
      explain(logger);
      Lifetime.of(() -> AlertmanagerProcess.start(plan()));
      return CommandLine.ExitCode.OK;
    } catch (UserError refused) {
      logger.error("{}", refused.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  AlertmanagerProcess.Plan plan() {
    return new AlertmanagerProcess.Plan(
        state, web, dispatch, silences, features.chosen(), webConfig());
  }

  private Supplier<WebConfig> webConfig() {
    return web.configFile == null ? () -> WebConfig.NONE : WebConfigFile.open(web.configFile);
  }

  private void explain(Logger logger) {
    Set<String> gossip = UnusedOptions.gossip(spec.commandLine().getParseResult());
    if (!gossip.isEmpty()) {
      logger
          .atInfo()
          .addKeyValue("flags", String.join(" ", gossip))
          .log(
              "There is no gossip: instances share state by the database of --storage.url, and these flags have no effect");
    }
    Set<String> others = UnusedOptions.others(spec.commandLine().getParseResult());
    if (!others.isEmpty()) {
      logger
          .atInfo()
          .addKeyValue("flags", String.join(" ", others))
          .log("These flags have no effect here");
    }
    List<Feature> features = this.features.chosen().withoutEffect();
    if (!features.isEmpty()) {
      logger
          .atInfo()
          .addKeyValue(
              "features", features.stream().map(Feature::code).collect(Collectors.joining(",")))
          .log("These features have no effect here");
    }
  }

  /** As Alertmanager's own flags refuse: one line, exit code 1. */
  private static int refused(ParameterException wrong, String[] arguments) {
    String sentence =
        wrong instanceof UnmatchedArgumentException unmatched
            ? unknown(unmatched.getUnmatched().getFirst())
            : String.valueOf(wrong.getMessage());
    PrintWriter errors = wrong.getCommandLine().getErr();
    errors.println("alertmanager: error: " + sentence + ", try --help");
    errors.flush();
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static String unknown(String argument) {
    if (!argument.startsWith("-")) {
      return "unexpected " + argument;
    }
    int equals = argument.indexOf('=');
    String flag = equals < 0 ? argument : argument.substring(0, equals);
    return "unknown %s flag '%s'".formatted(flag.startsWith("--") ? "long" : "short", flag);
  }

  /** The version of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String release =
          Optional.ofNullable(AlertmanagerCommand.class.getPackage().getImplementationVersion())
              .orElse("(not packaged)");
      return new String[] {
        "alertmanager, version 0.34.0 (tocsin " + release + ")",
        "  platform: Java " + Runtime.version()
      };
    }
  }
}
