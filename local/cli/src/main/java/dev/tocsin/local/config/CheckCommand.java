package dev.tocsin.local.config;

import dev.tocsin.core.yaml.Position;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.local.report.Report;
import dev.tocsin.routing.config.NotBuilt;
import dev.tocsin.routing.config.RoutingConfiguration;
import dev.tocsin.routing.route.Route;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin config check}. */
@Command(
    name = "check",
    description = {
      "Reports every problem of Alertmanager's configuration file, as FILE:LINE:COLUMN: message, and"
          + " every warning: matchers in the classic syntax, and receivers that Tocsin cannot"
          + " deliver to yet although a route uses them."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no problems",
      "1:there are problems, or, with --strict, warnings",
      "2:wrong usage"
    })
final class CheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "Alertmanager's configuration file.")
  Path file = Path.of("alertmanager.yml");

  @Option(
      names = "--tocsin-config",
      paramLabel = "FILE",
      description = "Tocsin's own file beside it, which is checked too.")
  @Nullable Path additions;

  @Option(names = "--strict", description = "Fails on warnings too.")
  boolean strict;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    Report report = new Report(spec);
    Problems problems = new Problems();
    Optional<RoutingConfiguration> configuration = ConfigurationRead.read(file, problems);
    configuration.ifPresent(read -> {
      ConfigurationRead.readAdditions(Optional.ofNullable(additions), read, problems);
      NotBuilt.sentences(read)
          .forEach(sentence -> problems.warn(Position.startOf(file.toString()), sentence));
    });
    return configuration
        .filter(read -> problems.isEmpty())
        .map(read -> report.checked(problems, found(read), strict))
        .orElseGet(() -> report.refused(problems));
  }

  private static String found(RoutingConfiguration configuration) {
    return String.join(
        ", ",
        Report.counted(routes(configuration.root()), "route"),
        Report.counted(configuration.receivers().size(), "receiver"),
        Report.counted(configuration.inhibitRules().size(), "inhibit rule"),
        Report.counted(configuration.intervals().size(), "time interval"));
  }

  private static int routes(Route route) {
    return 1 + route.children().stream().mapToInt(CheckCommand::routes).sum();
  }
}
