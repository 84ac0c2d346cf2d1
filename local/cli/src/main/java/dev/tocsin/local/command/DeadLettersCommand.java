package dev.tocsin.local.command;

import dev.tocsin.local.api.ApiClient;
import dev.tocsin.local.api.RunningTocsin;
import java.net.http.HttpRequest;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code tocsin dead-letters}: looks at dead letters of a running Tocsin, and drives them again.
 */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    description = "Shows the dead letters of a running Tocsin, or drives one again.",
    footer = {"", ApiClient.FOOTER})
public final class DeadLettersCommand {
  @Mixin final RunningTocsin running = new RunningTocsin();

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Prints the newest dead letters as JSON.")
  int list() throws InterruptedException {
    ApiClient api = running.api();
    return api.print(api.request("/api/v1/dead-letters"));
  }

  @Command(
      name = "redrive",
      mixinStandardHelpOptions = true,
      description = "Drives an event or a delivery again.")
  int redrive(@Parameters(paramLabel = "ID", description = "Id of the dead letter.") UUID id)
      throws InterruptedException {
    ApiClient api = running.api();
    return api.print(
        api.request("/api/v1/dead-letters/" + id + "/redrive")
            .POST(HttpRequest.BodyPublishers.noBody()));
  }
}
