package dev.tocsin.bench.notify;

import dev.tocsin.local.Tocsin;
import dev.tocsin.testkit.process.ProcessMemory;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code tocsin alertmanager} as a process of its own, with its own PostgreSQL. */
final class AlertmanagerProcess implements AutoCloseable {
  private static final Pattern LISTENING =
      Pattern.compile("msg=\"Listening on\" address=([0-9.]+:[0-9]+)");

  private final Process process;
  private final String address;
  private final HttpClient client = HttpClient.newHttpClient();

  private AlertmanagerProcess(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts it, and waits until it listens.
   *
   * @param heap as {@code -Xmx} takes it
   */
  static AlertmanagerProcess start(Path configuration, Path data, String heap) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED"));
    if (Runtime.version().feature() >= 23) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            Tocsin.class.getName(),
            "alertmanager",
            "--config.file=" + configuration,
            "--storage.path=" + data,
            "--web.listen-address=127.0.0.1:0"));
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    // Not closed: closing it would close the stream that is drained.
    BufferedReader log = process.errorReader(StandardCharsets.UTF_8);
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      Matcher listening = LISTENING.matcher(line);
      if (listening.find()) {
        Thread unused = Thread.ofVirtual().start(() -> log.lines().forEach(System.err::println));
        return new AlertmanagerProcess(process, listening.group(1));
      }
    }
    throw new IOException("tocsin alertmanager ended before it listened");
  }

  /** Posts alerts; throws unless they are taken. */
  void post(String alerts) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(alertsUri())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(alerts))
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(
          "a post of alerts was answered by %d: %s".formatted(answer.statusCode(), answer.body()));
    }
  }

  /** Gets all active alerts, and returns the milliseconds until the whole answer was there. */
  double get() throws IOException, InterruptedException {
    long start = System.nanoTime();
    HttpResponse<byte[]> unused =
        client.send(HttpRequest.newBuilder(alertsUri()).build(), BodyHandlers.ofByteArray());
    return (System.nanoTime() - start) / 1e6;
  }

  private URI alertsUri() {
    return URI.create("http://" + address + "/api/v2/alerts");
  }

  /** CPU time of the JVM so far, of user and system; its database is another process. */
  double cpuSeconds() {
    return process.toHandle().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
  }

  /** The most resident memory that the JVM had, in bytes; -1 where the system does not say it. */
  long peakMemory() throws IOException {
    return ProcessMemory.peak(process.pid()).orElse(-1);
  }

  @Override
  public void close() {
    client.close();
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        Process unused = process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Process unused = process.destroyForcibly();
    }
  }
}
