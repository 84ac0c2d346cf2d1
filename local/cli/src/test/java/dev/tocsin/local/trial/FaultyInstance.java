package dev.tocsin.local.trial;

import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.local.Tocsin;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code tocsin alertmanager} on a database that it shares, which is killed at named points, and
 * started again at once.
 */
final class FaultyInstance implements AutoCloseable {
  private static final Pattern LISTENING =
      Pattern.compile("msg=\"Listening on\" address=([0-9.]+:[0-9]+)");
  private static final Pattern FAULT = Pattern.compile("msg=\"fault (\\w+)\"");

  private final List<String> options;
  private final Supplier<String> faults;
  private final Consumer<FaultPoint> killed;
  private final Thread keeper;
  private volatile Optional<String> address = Optional.empty();
  private volatile Optional<Process> process = Optional.empty();
  private volatile boolean closed;

  /**
   * Starts it, and keeps it running.
   *
   * @param options of the command
   * @param faults the plan of the next process: {@code TOCSIN_FAULTS}
   * @param killed is called with the point at which it was killed
   */
  FaultyInstance(List<String> options, Supplier<String> faults, Consumer<FaultPoint> killed) {
    this.options = options;
    this.faults = faults;
    this.killed = killed;
    this.keeper = Thread.ofPlatform().name("instance").start(this::keepRunning);
  }

  /** Host and port while it listens. */
  Optional<String> address() {
    return address;
  }

  private void keepRunning() {
    while (!closed) {
      try {
        run();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void run() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Tocsin.class.getName(),
                "alertmanager",
                "--web.listen-address=127.0.0.1:0",
                "--cluster.listen-address="));
    command.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("TOCSIN_FAULTS", faults.get());
    Process started = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    process = Optional.of(started);
    try (BufferedReader log = started.errorReader(StandardCharsets.UTF_8)) {
      log.lines().forEach(this::read);
    } finally {
      address = Optional.empty();
    }
  }

  private void read(String line) {
    Matcher listening = LISTENING.matcher(line);
    Matcher fault = FAULT.matcher(line);
    if (listening.find()) {
      address = Optional.of(listening.group(1));
    } else if (fault.find()) {
      address = Optional.empty();
      killed.accept(FaultPoint.valueOf(fault.group(1).toUpperCase(Locale.ROOT)));
    } else if (line.contains("level=error")) {
      System.out.println(line);
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      if (process.isPresent()) {
        process.get().destroy();
        if (!process.get().waitFor(10, TimeUnit.SECONDS)) {
          Process unused = process.get().destroyForcibly();
        }
      }
      keeper.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
