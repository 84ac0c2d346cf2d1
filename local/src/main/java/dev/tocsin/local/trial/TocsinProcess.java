package dev.tocsin.local.trial;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * {@code ./tocsin up} as a process in a session of its own, so that it can be killed with all that
 * belongs to its group. Its output goes to a log file.
 */
final class TocsinProcess {
  private static final Duration START = Duration.ofMinutes(2);

  private final Process process;
  private final Map<String, String> addresses;

  private TocsinProcess(Process process, Map<String, String> addresses) {
    this.process = process;
    this.addresses = addresses;
  }

  /**
   * Starts and waits for the line {@code ready …}.
   *
   * @param launcher the project's {@code tocsin}
   */
  static TocsinProcess up(Path launcher, List<String> options, Path log) throws Exception {
    List<String> command = new ArrayList<>(List.of("setsid", launcher.toString(), "up"));
    command.addAll(options);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    CompletableFuture<Map<String, String>> ready = new CompletableFuture<>();
    Thread.ofPlatform().daemon().name("tocsin-output").start(() -> follow(process, log, ready));
    try {
      return new TocsinProcess(process, ready.get(START.toSeconds(), TimeUnit.SECONDS));
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
      throw new IOException("tocsin up did not become ready; its output is in " + log, e);
    }
  }

  private static void follow(
      Process process, Path log, CompletableFuture<Map<String, String>> ready) {
    try (BufferedReader output =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var file =
            Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        file.write(line);
        file.newLine();
        file.flush();
        if (line.startsWith("ready ")) {
          ready.complete(addresses(line));
        }
      }
      ready.completeExceptionally(new IOException("it ended before it was ready"));
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
  }

  private static Map<String, String> addresses(String line) {
    Map<String, String> found = new HashMap<>();
    for (String word : line.split(" ", -1)) {
      int at = word.indexOf('=');
      if (at > 0) {
        found.put(word.substring(0, at), word.substring(at + 1));
      }
    }
    return Map.copyOf(found);
  }

  String kafka() {
    return address("kafka");
  }

  URI http() {
    return URI.create(address("http"));
  }

  String postgres() {
    return address("postgres");
  }

  long pid() {
    return process.pid();
  }

  private String address(String name) {
    String found = addresses.get(name);
    if (found == null) {
      throw new IllegalStateException("the ready line names no " + name);
    }
    return found;
  }

  /** Kills the whole process group at once, as a lost machine would. */
  void kill() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-9", "--", "-" + process.pid()).inheritIO().start().waitFor();
    process.waitFor();
  }

  /** Asks it to stop, and returns how long that took. */
  Duration stop() throws InterruptedException {
    long begun = System.nanoTime();
    process.destroy();
    process.waitFor();
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** The most memory it ever held, in bytes; as Linux counts it. */
  long peakMemory() throws IOException {
    return ProcessMemory.peak(process.pid()).orElseThrow();
  }
}
