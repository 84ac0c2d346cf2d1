package dev.tocsin.local.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.core.text.VisibleText;
import dev.tocsin.local.api.AnswerData;
import dev.tocsin.local.api.ApiClient;
import dev.tocsin.local.api.RunningTocsin;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin explain}. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description =
        "Explains how a running Tocsin notifies alerts with some labels: routes, groups, silences, inhibition, time intervals, and the last decision for each integration.",
    footer = {"", ApiClient.FOOTER})
public final class ExplainCommand implements Callable<Integer> {
  @Mixin final RunningTocsin running = new RunningTocsin();

  @Option(names = "--json", description = "Prints the answer as it comes.")
  boolean json;

  @Parameters(
      arity = "1..*",
      paramLabel = "LABEL=VALUE",
      description = "The labels of the alert; there need not be one that has them.")
  List<String> labels = List.of();

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    ApiClient api = running.api();
    HttpResponse<String> response = api.send(api.request("/api/v1/explain?" + query()).GET());
    JsonNode data = AnswerData.of(response);
    if (json) {
      spec.commandLine().getOut().println(VisibleText.lines(response.body()));
    } else {
      ExplanationText.lines(data).forEach(spec.commandLine().getOut()::println);
    }
    return 0;
  }

  private String query() {
    return labels.stream()
        .map(label -> "label=" + URLEncoder.encode(label, UTF_8))
        .collect(Collectors.joining("&"));
  }
}
