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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin deliveries}: what no receiver of a running Tocsin has taken. */
@Command(
    name = "deliveries",
    mixinStandardHelpOptions = true,
    description =
        "Shows the deliveries of a running Tocsin that wait or are dead, or drives dead ones again.",
    footer = {"", ApiClient.FOOTER})
public final class DeliveriesCommand {
  private static final int PAGE = 500;

  @Mixin final RunningTocsin running = new RunningTocsin();

  @Spec CommandSpec spec;

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description =
          "Prints deliveries, the last to arrive first: id, integration, reason, attempts, when it is tried next, last error.")
  int list(
      @Option(
              names = "--state",
              paramLabel = "STATE",
              description = "waiting, failed (waiting after a failed attempt) or dead.")
          @Nullable String state,
      @Option(
              names = "--receiver",
              paramLabel = "NAME",
              description = "Those for a receiver, or for an integration by its key.")
          @Nullable String receiver,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "How many, at most 500 (default: ${DEFAULT-VALUE}).")
          int limit,
      @Option(
              names = "--after",
              paramLabel = "CURSOR",
              description = "The next page, as the last line of the page before says.")
          @Nullable String after,
      @Option(names = "--json", description = "Prints the answer as it comes.") boolean json)
      throws InterruptedException {
    HttpResponse<String> answer =
        page(
            "limit=%d%s%s%s"
                .formatted(
                    limit,
                    parameter("state", state),
                    parameter("receiver", receiver),
                    parameter("after", after)));
    JsonNode data = AnswerData.of(answer);
    if (json) {
      print(VisibleText.lines(answer.body()));
      return 0;
    }
    data.path("deliveries").forEach(delivery -> print(line(delivery)));
    if (data.has("next")) {
      print("more: --after " + text(data, "next"));
    }
    return 0;
  }

  private static String line(JsonNode delivery) {
    return "%s  %s  %s  %d attempts%s%s"
        .formatted(
            text(delivery, "id"),
            text(delivery, "integration"),
            text(delivery, "reason"),
            delivery.path("attempts").asInt(),
            delivery.has("due_at") ? "  due " + text(delivery, "due_at") : "",
            delivery.has("last_error") ? "  " + text(delivery, "last_error") : "");
  }

  @Command(
      name = "redrive",
      mixinStandardHelpOptions = true,
      description =
          "Drives dead deliveries again: those of these ids, or all of a receiver but those that a later flush has outdated.")
  int redrive(
      @Parameters(arity = "0..*", paramLabel = "ID", description = "Ids of the deliveries.")
          @Nullable List<UUID> ids,
      @Option(
              names = "--receiver",
              paramLabel = "NAME",
              description = "All of a receiver, or of an integration by its key.")
          @Nullable String receiver)
      throws InterruptedException {
    List<UUID> given = Optional.ofNullable(ids).orElse(List.of());
    if (given.isEmpty() == (receiver == null)) {
      throw new ParameterException(spec.commandLine(), "Give either ids or --receiver.");
    }
    return receiver == null ? redrive(given) : redriveAll(receiver);
  }

  private int redrive(List<UUID> ids) throws InterruptedException {
    int refused = 0;
    for (UUID id : ids) {
      refused += redrive(id) ? 0 : 1;
    }
    return refused == 0 ? 0 : 1;
  }

  private int redriveAll(String receiver) throws InterruptedException {
    String query = "limit=%d&state=dead%s".formatted(PAGE, parameter("receiver", receiver));
    String after = "";
    int redriven = 0;
    int dead = 0;
    JsonNode data;
    do {
      data = AnswerData.of(page(query + after));
      for (JsonNode delivery : data.path("deliveries")) {
        dead++;
        redriven += redrive(UUID.fromString(delivery.path("id").asText())) ? 1 : 0;
      }
      after = parameter("after", data.path("next").asText());
    } while (data.has("next"));
    print("%d of %d are driven again".formatted(redriven, dead));
    return 0;
  }

  private boolean redrive(UUID id) throws InterruptedException {
    ApiClient api = running.api();
    HttpResponse<String> answer =
        api.send(
            api.request("/api/v1/deliveries/%s/redrive".formatted(id))
                .POST(BodyPublishers.noBody()));
    JsonNode said = AnswerData.document(answer);
    boolean isRedriven = answer.statusCode() == 200;
    print(isRedriven ? id + " is driven again" : text(said, "detail"));
    return isRedriven;
  }

  private HttpResponse<String> page(String query) throws InterruptedException {
    ApiClient api = running.api();
    return api.send(api.request("/api/v1/deliveries?" + query).GET());
  }

  private static String parameter(String name, @Nullable String value) {
    return value == null ? "" : "&" + name + "=" + URLEncoder.encode(value, UTF_8);
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
  }

  private static String text(JsonNode node, String field) {
    return VisibleText.of(node.path(field).asText());
  }
}
