package dev.tocsin.bench.coldstart;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Starts a function on one core, compiled by C1 alone, as Lambda does on demand. */
final class FunctionStart {
  private static final Duration SETTLING = Duration.ofSeconds(5);
  private static final Path TASKSET = Path.of("/usr/bin/taskset");
  private static final Pattern RUNTIME =
      Pattern.compile("aws-lambda-java-(runtime-interface-client|core|serialization)-.*\\.jar");

  private final Subject subject;
  private final String classPath;
  private final Map<String, String> environment;

  FunctionStart(Subject subject, Archive archive, Map<String, String> environment)
      throws IOException {
    this.subject = subject;
    this.classPath = archive.classPath(runtime());
    this.environment = environment;
  }

  /** The jars of the runtime, which Lambda brings. */
  private static List<Path> runtime() throws IOException {
    Path self = Path.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)[0]);
    try (Stream<Path> jars = Files.list(self.toAbsolutePath().resolveSibling("lib"))) {
      return jars.filter(jar -> RUNTIME.matcher(jar.getFileName().toString()).matches())
          .sorted()
          .toList();
    }
  }

  /**
   * From the process's start to its first response.
   *
   * @param cpuMillis of all its threads; other work on the machine changes it little
   */
  record Cold(long millis, long cpuMillis) {}

  /** Takes the process to its first response. */
  Cold cold() throws IOException {
    try (RuntimeApi api = new RuntimeApi(subject.event())) {
      long begun = System.nanoTime();
      Process process = start(api, "on-demand");
      try {
        RuntimeApi.Response response = api.response();
        Duration cpu = process.info().totalCpuDuration().orElse(Duration.ZERO);
        return new Cold(Duration.ofNanos(response.at() - begun).toMillis(), cpu.toMillis());
      } finally {
        stop(process);
      }
    }
  }

  /** What a snapshot was like, and how soon a process that goes on from it is ready. */
  record Restored(long connectionsInSnapshot, long restoreMillis) {}

  /** Takes the process through a snapshot. */
  Restored restored(Environment environment) throws IOException {
    try (RuntimeApi api = new RuntimeApi(subject.event())) {
      Process process = start(api, "snap-start");
      try {
        api.awaitSnapshot();
        long connections = settled(environment);
        long nanos = api.restore();
        RuntimeApi.Response unused = api.response();
        return new Restored(connections, Duration.ofNanos(nanos).toMillis());
      } finally {
        stop(process);
      }
    }
  }

  /** PostgreSQL needs a moment to see that a connection was closed. */
  private static long settled(Environment environment) {
    long end = System.nanoTime() + SETTLING.toNanos();
    long connections = environment.connections();
    while (connections > 0 && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      connections = environment.connections();
    }
    return connections;
  }

  private Process start(RuntimeApi api, String initialization) throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(TASKSET)) {
      command.addAll(List.of(TASKSET.toString(), "-c", "0"));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:MetaspaceSize=64m",
            "-Xmx400m",
            "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
            "-cp",
            classPath,
            "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
            subject.handler()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_LAMBDA_RUNTIME_API", api.address(),
                "AWS_LAMBDA_INITIALIZATION_TYPE", initialization,
                "AWS_LAMBDA_FUNCTION_NAME", subject.name(),
                "AWS_LAMBDA_FUNCTION_VERSION", "1",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512",
                "LAMBDA_TASK_ROOT", "/var/task",
                "AWS_REGION", "eu-central-1",
                "AWS_ACCESS_KEY_ID", "none",
                "AWS_SECRET_ACCESS_KEY", "none"));
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void stop(Process process) throws IOException {
    process.destroyForcibly();
    try {
      boolean unused = process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
