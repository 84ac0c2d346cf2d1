package dev.tocsin.local.upstream;

import static dev.tocsin.testkit.Eventually.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running Alertmanager, or a program that takes its place, with a folder of its own. */
final class AlertmanagerProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);
  private static final Duration STOP = Duration.ofSeconds(20);
  private static final Pattern LISTENING =
      Pattern.compile("msg=\"Listening on\" address=(127\\.0\\.0\\.1:\\d+)");

  private final Program program;
  private final Process process;
  private final Path configuration;
  private final Path errors;
  private final URI url;

  private AlertmanagerProcess(
      Program program, Process process, Path configuration, Path errors, URI url) {
    this.program = program;
    this.process = process;
    this.configuration = configuration;
    this.errors = errors;
    this.url = url;
  }

  /**
   * Starts a program without a cluster and waits until it listens.
   *
   * @param folder for its configuration, state and log
   * @param flags besides those of every process here
   */
  static AlertmanagerProcess start(
      Program program, Path folder, String configuration, String... flags) throws IOException {
    Files.createDirectories(folder);
    Path file = Files.writeString(folder.resolve("alertmanager.yml"), configuration);
    Path errors = folder.resolve("stderr");
    List<String> command = new ArrayList<>(program.command());
    command.add("--config.file=" + file);
    command.add("--storage.path=" + folder.resolve("data"));
    command.add("--web.listen-address=127.0.0.1:0");
    command.add("--cluster.listen-address=");
    command.addAll(List.of(flags));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("stdout").toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      String address =
          within(START)
              .alias(program + " to listen; its errors are in " + errors)
              .until(() -> address(process, errors), Optional::isPresent)
              .orElseThrow();
      return new AlertmanagerProcess(
          program, process, file, errors, URI.create("http://" + address));
    } catch (RuntimeException late) {
      process.destroyForcibly();
      throw late;
    }
  }

  private static Optional<String> address(Process process, Path errors) throws IOException {
    String text = Files.readString(errors);
    if (!process.isAlive()) {
      throw new IllegalStateException("ended with " + process.exitValue() + ": " + text);
    }
    Matcher line = LISTENING.matcher(text);
    return line.find() ? Optional.of(line.group(1)) : Optional.empty();
  }

  /** Where it listens, without a path. */
  URI url() {
    return url;
  }

  /** The file it was started with. */
  Path configuration() {
    return configuration;
  }

  /** Replaces its configuration file and sends SIGHUP. */
  void reload(String text) {
    try {
      Files.writeString(configuration, text);
      new ProcessBuilder("kill", "-HUP", String.valueOf(process.pid())).start().waitFor();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends SIGTERM and waits for the end; the exit status, none if it had to be killed. */
  Optional<Integer> stop() {
    process.destroy();
    try {
      if (process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        return Optional.of(process.exitValue());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    return Optional.empty();
  }

  /** What it wrote to standard error. */
  String errors() throws IOException {
    return Files.readString(errors);
  }

  @Override
  public void close() {
    stop();
  }

  @Override
  public String toString() {
    return program + " at " + url;
  }
}
