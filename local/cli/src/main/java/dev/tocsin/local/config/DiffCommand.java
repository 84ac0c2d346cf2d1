package dev.tocsin.local.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.core.text.VisibleText;
import dev.tocsin.local.api.ApiClient;
import dev.tocsin.local.api.RunningVersions;
import dev.tocsin.local.report.Report;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin config diff}. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = {
      "Prints which active alerts of a running Tocsin Alertmanager's configuration file would move:"
          + " other receivers, groups or timers, below each alert where it is (-) and would be (+)."
          + " Nothing is changed."
    },
    footer = {"", ApiClient.FOOTER},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:it has no problems", "1:there are problems", "2:wrong usage"})
final class DiffCommand implements Callable<Integer> {
  @Mixin final RunningVersions there = new RunningVersions(ConfigCommand.PATH);

  @Mixin final GivenFiles files = new GivenFiles();

  @Option(names = "--json", description = "Prints what the API answers, with all alerts.")
  boolean json;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    JsonNode tried = whole();
    JsonNode problems = tried.path("problems");
    if (json) {
      out.println(VisibleText.of(tried.toString()));
    } else {
      Report report = new Report(spec);
      report.problems(problems, files::name);
      report.warnings(tried.path("warnings"), files::name);
      if (problems.isEmpty()) {
        MoveLines.of(tried).forEach(out::println);
      }
    }
    return problems.isEmpty() ? 0 : 1;
  }

  /** The first page, with the alerts of all pages. */
  private JsonNode whole() throws InterruptedException {
    JsonNode first = page("");
    JsonNode last = first;
    while (last.has("next") && first.path("alerts") instanceof ArrayNode alerts) {
      last = page("&after=" + last.path("next").asText());
      last.path("alerts").forEach(alerts::add);
    }
    return first instanceof ObjectNode object ? object.without("next") : first;
  }

  private JsonNode page(String after) throws InterruptedException {
    return there.ask(
        there
            .request("/check?limit=500" + after)
            .header("Content-Type", "application/json")
            .POST(files.body()));
  }
}
