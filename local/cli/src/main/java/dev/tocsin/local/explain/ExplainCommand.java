package dev.tocsin.local.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.core.failure.UserError;
import dev.tocsin.core.text.VisibleText;
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
  private static final ObjectMapper JSON = new ObjectMapper();

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
    JsonNode answer = read(response);
    if (response.statusCode() != 200) {
      throw new UserError(
          answer.path("detail").asText("the answer is status " + response.statusCode()) + ".");
    }
    if (json) {
      spec.commandLine().getOut().println(VisibleText.lines(response.body()));
    } else {
      ExplanationText.lines(answer.path("data")).forEach(spec.commandLine().getOut()::println);
    }
    return 0;
  }

  private String query() {
    return labels.stream()
        .map(label -> "label=" + URLEncoder.encode(label, UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static JsonNode read(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new UserError(
          "What answers with status %d is no Tocsin.".formatted(response.statusCode()), e);
    }
  }
}
