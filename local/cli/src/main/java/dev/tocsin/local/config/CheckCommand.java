package dev.tocsin.local.config;

import dev.tocsin.core.text.VisibleText;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.routing.config.NotBuilt;
import dev.tocsin.routing.config.RoutingConfiguration;
import dev.tocsin.routing.route.Route;
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

  @Option(names = "--strict", description = "Fails on warnings too.")
  boolean strict;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Problems problems = new Problems();
    Optional<RoutingConfiguration> configuration = ConfigurationRead.read(file, problems);
    if (configuration.isEmpty()) {
      out.println(problems);
      return 1;
    }
    List<String> notBuilt = NotBuilt.sentences(configuration.get());
    if (!problems.warnings().isEmpty()) {
      out.println(problems.warningLines());
    }
    notBuilt.forEach(sentence -> out.println(VisibleText.of(file + ": warning: " + sentence)));
    out.flush();
    int warnings = problems.warnings().size() + notBuilt.size();
    spec.commandLine().getErr().println(summary(configuration.get(), warnings));
    return strict && warnings > 0 ? 1 : 0;
  }

  private static String summary(RoutingConfiguration configuration, int warnings) {
    String found =
        String.join(
            ", ",
            counted(routes(configuration.root()), "route"),
            counted(configuration.receivers().size(), "receiver"),
            counted(configuration.inhibitRules().size(), "inhibit rule"),
            counted(configuration.intervals().size(), "time interval"));
    return found + ", no problems" + (warnings == 0 ? "" : ", " + counted(warnings, "warning"));
  }

  private static String counted(int count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }

  private static int routes(Route route) {
    return 1 + route.children().stream().mapToInt(CheckCommand::routes).sum();
  }
}
