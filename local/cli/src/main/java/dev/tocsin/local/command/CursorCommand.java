package dev.tocsin.local.command;

import dev.tocsin.local.api.ApiClient;
import dev.tocsin.local.api.RunningTocsin;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tocsin cursor}: how far the records of a running Tocsin are read. */
@Command(
    name = "cursor",
    mixinStandardHelpOptions = true,
    description = "Mends how far the topics of a running Tocsin are read.",
    footer = {"", ApiClient.FOOTER})
public final class CursorCommand {
  /** Where a partition goes on, as the API names it. */
  enum To {
    START,
    END
  }

  @Mixin final RunningTocsin running = new RunningTocsin();

  @Command(
      name = "reset",
      mixinStandardHelpOptions = true,
      description = {
        "Puts back the cursors that are ahead of a topic, because it was made anew or has lost",
        "records, and prints them as JSON."
      })
  int reset(
      @Parameters(paramLabel = "TOPIC", description = "Name of the topic.") String topic,
      @Option(names = "--partition", paramLabel = "N", description = "Only this one.")
          @Nullable Integer partition,
      @Option(
              names = "--to",
              paramLabel = "start|end",
              defaultValue = "start",
              description =
                  "start: all that the topic holds is taken; end: it counts as taken (default: ${DEFAULT-VALUE}).")
          To to)
      throws InterruptedException {
    String path =
        "/api/v1/cursors/%s/reset?to=%s%s"
            .formatted(
                URLEncoder.encode(topic, StandardCharsets.UTF_8),
                to.name().toLowerCase(Locale.ROOT),
                partition == null ? "" : "&partition=" + partition);
    ApiClient api = running.api();
    return api.print(api.request(path).POST(HttpRequest.BodyPublishers.noBody()));
  }
}
