package dev.tocsin.local.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A process that starts all parts, tells their addresses on one line, and holds them until it is
 * stopped.
 */
final class PartsHolder {
  private PartsHolder() {}

  public static void main(String[] arguments) throws InterruptedException {
    Optional<Path> data = List.of(arguments).stream().findFirst().map(Path::of);
    EmbeddedParts parts =
        EmbeddedParts.start(
            new EmbeddedParts.Plan(
                data, 0, List.of("metrics"), 4, List.of(QueueSpec.of("q", Duration.ofSeconds(5)))));
    Runtime.getRuntime().addShutdownHook(new Thread(parts::close));
    System.out.println(
        String.join(
            " ",
            "ready",
            parts.kafka().bootstrapServers(),
            parts.postgres().jdbcUrl(),
            parts.sqs().endpoint().toString()));
    Thread.sleep(Duration.ofMinutes(5));
  }
}
