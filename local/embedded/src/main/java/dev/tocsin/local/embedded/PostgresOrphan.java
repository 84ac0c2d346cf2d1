package dev.tocsin.local.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server that outlived its process and its guard, and still holds a data directory.
 */
final class PostgresOrphan {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresOrphan.class);
  private static final String PID_FILE = "postmaster.pid";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private PostgresOrphan() {}

  /**
   * Stops the server that runs on {@code cluster}, if there is one. To be called by the holder of
   * the directory's lock only. A file that names a process of another program is removed:
   * PostgreSQL would take that process for a server.
   */
  static void stop(Path cluster) {
    Optional<ProcessHandle> process =
        firstLine(cluster).flatMap(PostgresOrphan::pid).flatMap(ProcessHandle::of);
    if (process.isEmpty()) {
      return;
    }
    if (isServerOf(process.get(), cluster)) {
      LOG.warn("Stopping PostgreSQL process {} that an earlier process left", process.get().pid());
      signal("QUIT", process.get());
      awaitExit(process.get());
    } else {
      delete(cluster.resolve(PID_FILE));
    }
  }

  private static boolean isServerOf(ProcessHandle process, Path cluster) {
    return process.info().command().filter(c -> c.endsWith("/postgres")).isPresent()
        && process.info().arguments().map(List::of).orElse(List.of()).contains(cluster.toString());
  }

  private static void signal(String name, ProcessHandle process) {
    try {
      new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitExit(ProcessHandle process) {
    CompletableFuture<ProcessHandle> exit = process.onExit();
    try {
      exit.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      process.destroyForcibly();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Optional<String> firstLine(Path cluster) {
    try {
      return Files.readAllLines(cluster.resolve(PID_FILE)).stream().findFirst();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Long> pid(String text) {
    try {
      return Optional.of(Long.parseLong(text.strip())).filter(pid -> pid > 0);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
