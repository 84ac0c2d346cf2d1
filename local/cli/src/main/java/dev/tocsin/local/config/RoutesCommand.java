package dev.tocsin.local.config;

import dev.tocsin.core.label.Labels;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.routing.config.RoutingConfiguration;
import dev.tocsin.routing.matcher.MatchOperator;
import dev.tocsin.routing.matcher.Matcher;
import dev.tocsin.routing.matcher.MatcherParser;
import dev.tocsin.routing.matcher.MatcherSyntax;
import dev.tocsin.routing.matcher.MatcherSyntaxException;
import dev.tocsin.routing.route.Route;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin config routes}. */
@Command(
    name = "routes",
    description = {
      "Draws the routing tree of Alertmanager's configuration file. With labels: prints the routes"
          + " that an alert with them takes, in order, each with its receiver and the key of the"
          + " alert's group."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:printed", "1:the file has problems", "2:wrong usage"})
final class RoutesCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "FILE", description = "Alertmanager's configuration file.")
  Path file = Path.of("alertmanager.yml");

  @Parameters(
      index = "1..*",
      paramLabel = "LABEL=VALUE",
      description = "A label of the alert, such as severity=critical.")
  List<String> labels = List.of();

  @Option(names = "--json", description = "Prints the routes as one JSON array.")
  boolean json;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Optional<Labels> alert = labels.isEmpty() ? Optional.empty() : Optional.of(alert());
    Problems problems = new Problems();
    Optional<RoutingConfiguration> configuration = ConfigurationRead.read(file, problems);
    if (configuration.isEmpty()) {
      out.println(problems);
      return 1;
    }
    Route root = configuration.get().root();
    if (json) {
      out.println(RouteJson.of(root, alert));
    } else {
      alert
          .map(taken -> RouteLines.taken(root, taken))
          .orElseGet(() -> RouteLines.tree(root))
          .forEach(out::println);
    }
    out.flush();
    return 0;
  }

  /** The labels given, each once; written as matchers are, so that a value may be in quotes. */
  private Labels alert() {
    MatcherParser parser = new MatcherParser(MatcherSyntax.UTF8_THEN_CLASSIC, warning -> {});
    Map<String, String> named = new LinkedHashMap<>();
    for (String text : labels) {
      Matcher label = label(parser, text);
      if (named.put(label.name(), label.value()) != null) {
        throw wrong("label \"%s\" is given twice".formatted(label.name()));
      }
    }
    return Labels.of(named);
  }

  private Matcher label(MatcherParser parser, String text) {
    try {
      Matcher label = parser.matcher(text);
      if (label.operator() == MatchOperator.EQUAL) {
        return label;
      }
    } catch (MatcherSyntaxException e) {
      throw wrong("\"%s\" is no LABEL=VALUE: %s".formatted(text, e.sentence()));
    }
    throw wrong("\"%s\" is no LABEL=VALUE: an alert's label has one value".formatted(text));
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
