package dev.tocsin.local.trial;

import dev.tocsin.local.ReadyLine;
import dev.tocsin.local.embedded.PasswordFile;
import dev.tocsin.testkit.process.ProcessMemory;
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
import java.util.List;
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
  private final ReadyLine ready;

  private TocsinProcess(Process process, ReadyLine ready) {
    this.process = process;
    this.ready = ready;
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
    CompletableFuture<ReadyLine> ready = new CompletableFuture<>();
    Thread.ofPlatform().daemon().name("tocsin-output").start(() -> follow(process, log, ready));
    try {
      return new TocsinProcess(process, ready.get(START.toSeconds(), TimeUnit.SECONDS));
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
      throw new IOException("tocsin up did not become ready; its output is in " + log, e);
    }
  }

  private static void follow(Process process, Path log, CompletableFuture<ReadyLine> ready) {
    try (BufferedReader output =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var file =
            Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        file.write(line);
        file.newLine();
        file.flush();
        ReadyLine.parse(line).ifPresent(ready::complete);
      }
      ready.completeExceptionally(new IOException("it ended before it was ready"));
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
  }

  String kafka() {
    return ready.address("kafka");
  }

  URI http() {
    return ready.http();
  }

  /** The database's address, with the password that stands in the data folder. */
  String postgres(Path data) {
    return ready.address("postgres") + "&password=" + PasswordFile.read(data).orElseThrow();
  }

  long pid() {
    return process.pid();
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
