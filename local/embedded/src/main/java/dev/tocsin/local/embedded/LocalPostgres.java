package dev.tocsin.local.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server on the loopback address, and where asked for on that of a container bridge,
 * that lives as long as this process: its parent is a detached shell that stops it when this
 * process is gone. It has no Unix socket, and no login without a password. It can be stopped and
 * started again on the same port. Thread-safe.
 */
public final class LocalPostgres implements AutoCloseable {
  /** The name of the database and of its owner. */
  public static final String DATABASE = "tocsin";

  static final String CLUSTER = "postgres";

  private static final Logger LOG = LoggerFactory.getLogger(LocalPostgres.class);
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

  /**
   * Runs the server, passes on the signals named on standard input, and stops the server at once
   * when the input ends.
   */
  private static final String GUARD =
      "exec 3<&0; \"$@\" </dev/null 3<&- & server=$!;"
          + " (while read -r signal; do kill -\"$signal\" $server; done; kill -QUIT $server) <&3 >/dev/null 2>&1 &"
          + " reader=$!; exec 3<&-; wait $server; code=$?; kill $reader; exit $code";

  private final PostgresPrograms programs;
  private final Path cluster;
  private final Path log;
  private final int port;
  private final boolean durable;
  private final Optional<ContainerBridge> bridge;
  private final String password;
  private @Nullable Process guard;

  private LocalPostgres(
      PostgresPrograms programs,
      Path directory,
      int port,
      boolean durable,
      Optional<ContainerBridge> bridge,
      String password) {
    this.bridge = bridge;
    this.programs = programs;
    this.cluster = directory.resolve(CLUSTER);
    this.log = directory.resolve("postgres.log");
    this.port = port;
    this.durable = durable;
    this.password = password;
  }

  /**
   * Starts a server whose files are in {@code directory}; only one process may use it at a time.
   *
   * @param directory absolute and existing
   * @param port 0 for any free one
   * @param durable whether a commit survives a crash of this machine; a crash of this process it
   *     survives either way
   */
  public static LocalPostgres start(Path directory, int port, boolean durable) {
    return start(directory, LoopbackPort.pick(port, "PostgreSQL"), durable, Optional.empty());
  }

  /** Starts a server in an empty directory which containers reach too. */
  public static LocalPostgres startForContainers(Path directory, ContainerBridge bridge) {
    int port = LoopbackPort.pick(bridge.address(), 0, "PostgreSQL");
    return start(directory, port, false, Optional.of(bridge));
  }

  private static LocalPostgres start(
      Path directory, int port, boolean durable, Optional<ContainerBridge> bridge) {
    PostgresPrograms programs = PostgresPrograms.find();
    Path cluster = directory.resolve(CLUSTER);
    PostgresOrphan.stop(cluster);
    LocalPostgres postgres =
        new LocalPostgres(
            programs, directory, port, durable, bridge, prepare(programs, directory, durable));
    PostgresPrograms.admit(cluster, bridge.map(ContainerBridge::subnet));
    postgres.start();
    return postgres;
  }

  /**
   * Makes the cluster unless it is there, and returns the password of the database's owner. A
   * cluster that has none, as those of earlier versions, gets one.
   */
  private static String prepare(PostgresPrograms programs, Path directory, boolean durable) {
    Path cluster = directory.resolve(CLUSTER);
    try {
      if (!Files.exists(cluster)) {
        PasswordFile.remove(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    programs.prepare(cluster, durable);
    return PasswordFile.read(directory)
        .orElseGet(() -> {
          String drawn = RandomSecret.draw();
          programs.setPassword(cluster, durable, drawn);
          PasswordFile.write(directory, drawn);
          return drawn;
        });
  }

  public int port() {
    return port;
  }

  /** A JDBC URL with user and password. */
  public String jdbcUrl() {
    return "jdbc:postgresql://%s:%d/%s?user=%s&password=%s"
        .formatted(LoopbackPort.HOST, port, DATABASE, DATABASE, password);
  }

  /** The password of the database's owner; letters and digits. */
  public String password() {
    return password;
  }

  /** A JDBC URL for containers, who need user and password too; only where a bridge was given. */
  public String jdbcUrlForContainers() {
    return "jdbc:postgresql://%s:%d/%s".formatted(bridge.orElseThrow().host(), port, DATABASE);
  }

  /** Starts the server unless it runs; returns when it takes connections. */
  public synchronized void start() {
    if (guard != null && guard.isAlive()) {
      return;
    }
    try {
      String before = pidFile();
      OwnerOnly.make(log);
      Process started = DetachedShell.start(GUARD, serverCommand(), Optional.of(log.toFile()));
      guard = started;
      awaitReady(started, before);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Stops the server: open connections are cut, what was committed is on disk. Does nothing when it
   * is stopped.
   */
  public synchronized void stop() {
    Process stopping = guard;
    if (stopping == null) {
      return;
    }
    signal(stopping, "INT");
    if (!endsInTime(stopping)) {
      LOG.warn("PostgreSQL did not stop in {}; stopping it at once", STOP_PATIENCE);
      signal(stopping, "QUIT");
      endsInTime(stopping);
    }
    guard = null;
  }

  @Override
  public void close() {
    stop();
  }

  private List<String> serverCommand() {
    List<String> arguments = new ArrayList<>(List.of("-D", cluster.toString()));
    for (String setting : settings()) {
      arguments.add("-c");
      arguments.add(setting);
    }
    return programs.command("postgres", arguments);
  }

  private List<String> settings() {
    String careful = durable ? "on" : "off";
    return List.of(
        "listen_addresses=" + LoopbackPort.HOST + bridge.map(to -> "," + to.host()).orElse(""),
        "port=" + port,
        "unix_socket_directories=",
        "fsync=" + careful,
        "synchronous_commit=on",
        "full_page_writes=" + careful,
        "wal_level=minimal",
        "max_wal_senders=0",
        "max_connections=100",
        "shared_buffers=64MB",
        "timezone=UTC",
        "log_timezone=UTC",
        "log_checkpoints=off",
        // Statements carry values of alerts and of secrets: they stay out of the log.
        "log_min_error_statement=panic",
        "log_error_verbosity=terse");
  }

  private void awaitReady(Process started, String before) throws IOException {
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    while (!isReady(before)) {
      if (!started.isAlive()) {
        throw new IOException("PostgreSQL ended at its start: " + logTail());
      }
      if (System.nanoTime() > deadline) {
        throw new IOException("PostgreSQL is not ready after " + START_PATIENCE + ": " + logTail());
      }
      pause();
    }
  }

  /**
   * The last line of the file says the server's state; a server that was killed leaves the file as
   * it was.
   */
  private boolean isReady(String before) throws IOException {
    String now = pidFile();
    return !now.equals(before) && now.strip().endsWith("ready");
  }

  private String pidFile() throws IOException {
    try {
      return Files.readString(cluster.resolve("postmaster.pid"));
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  private String logTail() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
  }

  private static void signal(Process guard, String name) {
    try {
      OutputStream input = guard.getOutputStream();
      input.write((name + "\n").getBytes(StandardCharsets.US_ASCII));
      input.flush();
    } catch (IOException e) {
      LOG.debug("PostgreSQL's guard has ended already", e);
    }
  }

  private static boolean endsInTime(Process guard) {
    try {
      return guard.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
