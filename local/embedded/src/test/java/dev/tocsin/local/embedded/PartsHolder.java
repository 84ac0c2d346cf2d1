package dev.tocsin.local.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A process that starts all parts, or PostgreSQL alone, prints the address of PostgreSQL on one
 * line, and holds them until it is stopped.
 */
final class PartsHolder {
  /** The first argument that has all parts started. */
  static final String ALL = "all";

  /** The first argument that has PostgreSQL alone started, in the same kind of directory. */
  static final String POSTGRES = "postgres";

  private PartsHolder() {}

  public static void main(String[] arguments) throws InterruptedException {
    Optional<Path> data = Arrays.stream(arguments).skip(1).findFirst().map(Path::of);
    String url = arguments[0].equals(ALL) ? startAll(data) : startPostgres(data);
    System.out.println("ready " + url);
    Thread.sleep(Duration.ofMinutes(5));
  }

  private static String startAll(Optional<Path> data) {
    EmbeddedParts parts =
        EmbeddedParts.start(
            new EmbeddedParts.Plan(
                data, 0, List.of("metrics"), 4, List.of(QueueSpec.of("q", Duration.ofSeconds(5)))));
    Runtime.getRuntime().addShutdownHook(new Thread(parts::close));
    return parts.postgres().jdbcUrl();
  }

  private static String startPostgres(Optional<Path> data) {
    WorkDirectory directory = WorkDirectory.open(data);
    LocalPostgres postgres = LocalPostgres.start(directory.path(), 0, directory.isKept());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              postgres.close();
              directory.close();
            }));
    return postgres.jdbcUrl();
  }
}
