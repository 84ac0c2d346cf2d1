package dev.tocsin.local.command;

import dev.tocsin.local.ApiClient;
import java.net.URI;
import java.net.http.HttpRequest;
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
    footer = {"", ApiClient.FOOTER})
public final class DeadLettersCommand {
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
  int list() throws InterruptedException {
    ApiClient api = api();
    return api.print(api.request("/api/v1/dead-letters"));
  }

  @Command(
      name = "redrive",
      mixinStandardHelpOptions = true,
      description = "Drives an event or a delivery again.")
  int redrive(@Parameters(paramLabel = "ID", description = "Id of the dead letter.") UUID id)
      throws InterruptedException {
    ApiClient api = api();
    return api.print(
        api.request("/api/v1/dead-letters/" + id + "/redrive")
            .POST(HttpRequest.BodyPublishers.noBody()));
  }

  private ApiClient api() {
    return new ApiClient(http, System.getenv());
  }
}
