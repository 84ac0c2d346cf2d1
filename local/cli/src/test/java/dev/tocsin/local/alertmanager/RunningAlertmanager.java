package dev.tocsin.local.alertmanager;

import dev.tocsin.testkit.Eventually;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code tocsin alertmanager} as a process of its own. */
final class RunningAlertmanager implements AutoCloseable {
  private static final Pattern LISTENING =
      Pattern.compile("msg=\"Listening on\" address=([0-9.]+:[0-9]+)");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Path log;
  private final HttpClient client = HttpClient.newHttpClient();

  private RunningAlertmanager(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts on a folder that holds {@code alertmanager.yml}, and keeps its data there. */
  static RunningAlertmanager start(Path folder, String... flags) throws IOException {
    Path log = Files.createTempFile(folder, "alertmanager", ".log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.tocsin.local.Tocsin",
                "alertmanager",
                "--config.file=" + folder.resolve("alertmanager.yml"),
                "--storage.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:0"));
    command.addAll(List.of(flags));
    return new RunningAlertmanager(
        new ProcessBuilder(command)
            .redirectError(log.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start(),
        log);
  }

  /** Waits until it says where it listens. */
  RunningAlertmanager listening() {
    Eventually.within(PATIENCE).until(() -> address().isPresent() || !process.isAlive());
    if (address().isEmpty()) {
      throw new IllegalStateException("it ended: " + log());
    }
    return this;
  }

  private Optional<String> address() {
    Matcher line = LISTENING.matcher(log());
    return line.find() ? Optional.of(line.group(1)) : Optional.empty();
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  String get(String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString()).body();
  }

  /** The lines of a stream of server-sent events behind a place, as they come. */
  Stream<String> follow(String path, String place) throws IOException, InterruptedException {
    return client
        .send(
            HttpRequest.newBuilder(uri(path))
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", place)
                .build(),
            BodyHandlers.ofLines())
        .body();
  }

  int post(String path, String body) throws IOException, InterruptedException {
    return client
        .send(
            HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString())
        .statusCode();
  }

  private URI uri(String path) {
    return URI.create("http://" + address().orElseThrow() + path);
  }

  void signal(String name) throws IOException, InterruptedException {
    int unused =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("it does not end: " + log());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    Process unused = process.destroyForcibly();
    client.close();
  }
}
