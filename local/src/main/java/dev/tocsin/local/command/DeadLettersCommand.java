package dev.tocsin.local.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/**
 * {@code tocsin dead-letters}: looks at dead letters of a running Tocsin, and drives them again.
 */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    description = "Shows the dead letters of a running Tocsin, or drives one again.",
    footer = {"", ApiLogin.FOOTER})
public final class DeadLettersCommand {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Option(
      names = "--http",
      required = true,
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "Where it serves HTTP: the http=… of its line 'ready'.")
  URI http;

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Prints the newest dead letters as JSON.")
  int list() throws IOException, InterruptedException {
    return print(HttpRequest.newBuilder(address("/api/v1/dead-letters")));
  }

  @Command(
      name = "redrive",
      mixinStandardHelpOptions = true,
      description = "Drives an event or a delivery again.")
  int redrive(@Parameters(paramLabel = "ID", description = "Id of the dead letter.") UUID id)
      throws IOException, InterruptedException {
    return print(
        HttpRequest.newBuilder(address("/api/v1/dead-letters/" + id + "/redrive"))
            .POST(HttpRequest.BodyPublishers.noBody()));
  }

  private URI address(String path) {
    return URI.create(http.toString().replaceAll("/+$", "") + path);
  }

  private static int print(HttpRequest.Builder request) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      HttpResponse<String> response =
          client.send(
              ApiLogin.from(System.getenv()).on(request).timeout(TIMEOUT).build(),
              HttpResponse.BodyHandlers.ofString());
      System.out.println(response.body());
      return response.statusCode() == 200 ? 0 : 1;
    }
  }
}
