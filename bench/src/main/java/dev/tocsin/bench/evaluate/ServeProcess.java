package dev.tocsin.bench.evaluate;

import dev.tocsin.local.ReadyLine;
import dev.tocsin.local.Tocsin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** {@code tocsin serve} as a process of its own. */
final class ServeProcess implements AutoCloseable {
  private final Process process;
  private final URI http;

  private ServeProcess(Process process, URI http) {
    this.process = process;
    this.http = http;
  }

  /**
   * Starts it, and waits until it takes records.
   *
   * @param secrets for its environment
   * @param heap as {@code -Xmx} takes it
   */
  static ServeProcess start(List<String> options, Map<String, String> secrets, String heap)
      throws IOException {
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
        List.of("-cp", System.getProperty("java.class.path"), Tocsin.class.getName(), "serve"));
    command.addAll(options);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(secrets);
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    builder.environment().put("TOCSIN_APPROVAL_KEY", Base64.getEncoder().encodeToString(key));
    Process process = builder.start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Optional<ReadyLine> ready = ReadyLine.parse(line);
      if (ready.isPresent()) {
        return new ServeProcess(process, ready.get().http());
      }
    }
    throw new IOException("tocsin serve ended before it was ready");
  }

  URI http() {
    return http;
  }

  /** Throws unless it is running. */
  void check() throws IOException {
    if (!process.isAlive()) {
      throw new IOException("tocsin serve ended with status " + process.exitValue());
    }
  }

  /** CPU time of the process so far, of user and system. */
  double cpuSeconds() {
    return process.toHandle().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
