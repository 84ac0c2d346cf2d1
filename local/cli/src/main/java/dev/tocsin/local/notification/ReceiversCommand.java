package dev.tocsin.local.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.core.text.VisibleText;
import dev.tocsin.local.api.AnswerData;
import dev.tocsin.local.api.ApiClient;
import dev.tocsin.local.api.RunningTocsin;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin receivers}: how the receivers of a running Tocsin do. */
@Command(
    name = "receivers",
    mixinStandardHelpOptions = true,
    description = "Shows how the receivers of a running Tocsin do, or sends one a test.",
    footer = {"", ApiClient.FOOTER})
public final class ReceiversCommand {
  @Mixin final RunningTocsin running = new RunningTocsin();

  @Spec CommandSpec spec;

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description =
          "Prints each integration of each receiver: its breaker, how many deliveries wait, last success, last failure and its error.")
  int list(@Option(names = "--json", description = "Prints the answer as it comes.") boolean json)
      throws InterruptedException {
    ApiClient api = running.api();
    HttpResponse<String> answer = api.send(api.request("/api/v1/receivers").GET());
    JsonNode data = AnswerData.of(answer);
    if (json) {
      print(VisibleText.lines(answer.body()));
      return 0;
    }
    for (JsonNode receiver : data.path("receivers")) {
      for (JsonNode integration : receiver.path("integrations")) {
        print(line(integration));
      }
    }
    return 0;
  }

  private static String line(JsonNode integration) {
    return "%s  %s  %d waiting  last success %s  last failure %s%s"
        .formatted(
            text(integration, "integration", ""),
            text(integration, "breaker", ""),
            integration.path("waiting").asInt(),
            text(integration, "last_success_at", "never"),
            text(integration, "last_failure_at", "never"),
            integration.has("last_error") ? ": " + text(integration, "last_error", "") : "");
  }

  @Command(
      name = "test",
      mixinStandardHelpOptions = true,
      description =
          "Sends a test notification by each integration of a receiver, and prints what came of it.")
  int test(
      @Parameters(paramLabel = "NAME", description = "Name of the receiver.") String name,
      @Option(names = "--json", description = "Prints the answer as it comes.") boolean json)
      throws InterruptedException {
    ApiClient api = running.api();
    String path = "/api/v1/receivers/" + URLEncoder.encode(name, UTF_8).replace("+", "%20");
    HttpResponse<String> answer =
        api.send(api.request(path + "/test").POST(BodyPublishers.noBody()));
    JsonNode tested = AnswerData.of(answer).path("integrations");
    if (json) {
      print(VisibleText.lines(answer.body()));
    }
    int refused = 0;
    for (JsonNode integration : tested) {
      refused += integration.path("outcome").asText().equals("accepted") ? 0 : 1;
      if (!json) {
        print(
            "%s after %d ms: %s"
                .formatted(
                    text(integration, "outcome", ""),
                    integration.path("milliseconds").asLong(),
                    text(integration, "message", "")));
      }
    }
    return refused == 0 ? 0 : 1;
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
  }

  private static String text(JsonNode node, String field, String otherwise) {
    return VisibleText.of(node.path(field).asText(otherwise));
  }
}
