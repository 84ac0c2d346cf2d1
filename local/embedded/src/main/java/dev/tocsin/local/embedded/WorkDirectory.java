package dev.tocsin.local.embedded;

import dev.tocsin.core.failure.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory in which the parts keep their files, for its owner only and locked for this
 * process. A given one is kept; a temporary one vanishes with the process, however that ends.
 */
final class WorkDirectory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkDirectory.class);
  private static final String PREFIX = "tocsin-work-";
  private static final String LOCK = "tocsin.lock";
  private static final Set<StandardOpenOption> OPEN_OR_MAKE =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  private static final Duration SURELY_LOCKED = Duration.ofSeconds(30);

  /**
   * Waits for the end of input, which is the end of the process, then removes what may still be
   * written to.
   */
  private static final String REMOVE_AT_END =
      "cat >/dev/null; n=0; while [ -e \"$1\" ] && [ $n -lt 100 ]; do rm -rf -- \"$1\" && [ ! -e \"$1\" ] && exit;"
          + " n=$((n+1)); sleep 0.2; done";

  private final Path path;
  private final FileChannel lock;
  private final Optional<Process> remover;

  private WorkDirectory(Path path, FileChannel lock, Optional<Process> remover) {
    this.path = path;
    this.lock = lock;
    this.remover = remover;
  }

  /** Opens {@code kept}, made when absent, or a temporary directory when there is none to keep. */
  static WorkDirectory open(Optional<Path> kept) {
    return kept.map(WorkDirectory::keep).orElseGet(WorkDirectory::temporary);
  }

  Path path() {
    return path;
  }

  boolean isKept() {
    return remover.isEmpty();
  }

  private static WorkDirectory keep(Path given) {
    try {
      Path path = OwnerOnly.folder(given, LOCK);
      return new WorkDirectory(path, lock(path), Optional.empty());
    } catch (IOException e) {
      throw new UserError("Cannot keep data in %s: %s.".formatted(given, e), e);
    }
  }

  private static WorkDirectory temporary() {
    try {
      Path root = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
      removeAbandoned(root);
      Path path = Files.createTempDirectory(root, PREFIX, OwnerOnly.FOLDER);
      Process remover =
          DetachedShell.start(REMOVE_AT_END, List.of(path.toString()), Optional.empty());
      return new WorkDirectory(path, lock(path), Optional.of(remover));
    } catch (IOException e) {
      throw new UserError("Cannot make a temporary directory: %s.".formatted(e), e);
    }
  }

  private static FileChannel lock(Path directory) throws IOException {
    Path file = directory.resolve(LOCK);
    FileChannel channel = FileChannel.open(file, OPEN_OR_MAKE, OwnerOnly.FILE);
    if (!tryLock(channel)) {
      String holder = Files.readString(file).strip();
      channel.close();
      throw new UserError(
          "%s is in use by another tocsin process (%s): stop it first, or give another directory."
              .formatted(directory, holder.isEmpty() ? "just starting" : "process " + holder));
    }
    channel.truncate(0);
    String self = Long.toString(ProcessHandle.current().pid());
    channel.write(ByteBuffer.wrap(self.getBytes(StandardCharsets.US_ASCII)));
    return channel;
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /**
   * What stayed behind when both a process and its remover were killed is removed by the next
   * process.
   */
  private static void removeAbandoned(Path root) {
    for (Path directory : Directories.startingWith(root, PREFIX)) {
      Path file = directory.resolve(LOCK);
      try {
        if (!Files.exists(file) || isYoung(file)) {
          continue;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          if (tryLock(channel)) {
            PostgresOrphan.stop(directory.resolve(LocalPostgres.CLUSTER));
            Directories.delete(directory);
          }
        }
      } catch (IOException | UncheckedIOException e) {
        LOG.debug("Left {} alone", directory, e);
      }
    }
  }

  private static boolean isYoung(Path file) throws IOException {
    return Files.getLastModifiedTime(file).toInstant().isAfter(Instant.now().minus(SURELY_LOCKED));
  }

  @Override
  public void close() {
    try {
      lock.close();
      if (remover.isPresent()) {
        Directories.delete(path);
        remover.get().getOutputStream().close();
      }
    } catch (IOException e) {
      LOG.warn("Cannot clean up {}: {}", path, e.toString());
    }
  }
}
