package dev.tocsin.local.prometheus;

import static dev.tocsin.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.local.ReadyLine;
import dev.tocsin.local.Tocsin;
import dev.tocsin.local.embedded.PasswordFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** {@code tocsin} as users run it, each command a process. */
final class TocsinUp implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Process process;
  private final ReadyLine ready;
  private final Path data;
  private final Path log;

  private TocsinUp(Process process, ReadyLine ready, Path data, Path log) {
    this.process = process;
    this.ready = ready;
    this.data = data;
    this.log = log;
  }

  /** Runs {@code tocsin rules import}; the file of what it prints. */
  static Path imported(Path folder, Path rules) throws Exception {
    Path out = folder.resolve("rules.yaml");
    Path err = folder.resolve("import.err");
    Process process =
        tocsin(out, err, List.of("rules", "import", rules.toString(), "--approximate"));
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(err)).isZero();
    return out;
  }

  /** Runs {@code tocsin up} and waits until it is ready. */
  static TocsinUp start(Path folder, Path rules, Path settings, URI notifications)
      throws Exception {
    Path data = folder.resolve("data");
    Path out = folder.resolve("up.out");
    Path err = folder.resolve("up.err");
    Process process =
        tocsin(
            out,
            err,
            List.of(
                "up",
                "--rules=" + rules,
                "--settings=" + settings,
                "--data=" + data,
                "--notify-url=" + notifications));
    try {
      ReadyLine ready =
          within(LIMIT)
              .alias("tocsin up to be ready; its errors are in " + err)
              .until(() -> ready(process, out, err), Optional::isPresent)
              .orElseThrow();
      return new TocsinUp(process, ready, data, err);
    } catch (RuntimeException late) {
      process.destroyForcibly();
      throw late;
    }
  }

  private static Optional<ReadyLine> ready(Process process, Path out, Path err) throws IOException {
    assertThat(process.isAlive()).as(Files.readString(err)).isTrue();
    return Files.readString(out).lines().flatMap(l -> ReadyLine.parse(l).stream()).findAny();
  }

  private static Process tocsin(Path out, Path err, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xlog:disable"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Tocsin.class.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
  }

  String kafka() {
    return ready.address("kafka");
  }

  /** The lines of its log. */
  List<String> log() throws IOException {
    return Files.readAllLines(log);
  }

  /** The replica of a cluster that is in use; none before its first sample. */
  Optional<String> replica(String cluster) throws SQLException {
    String url = ready.address("postgres") + "&password=" + PasswordFile.read(data).orElseThrow();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT replica FROM replica_choice WHERE cluster = '%s'".formatted(cluster))) {
      return row.next() ? Optional.of(row.getString("replica")) : Optional.empty();
    }
  }

  @Override
  public void close() {
    process.destroy();
    process
        .onExit()
        .completeOnTimeout(process, LIMIT.toSeconds(), TimeUnit.SECONDS)
        .join()
        .destroyForcibly();
  }
}
