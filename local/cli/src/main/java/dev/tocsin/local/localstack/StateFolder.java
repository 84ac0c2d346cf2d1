package dev.tocsin.local.localstack;

import dev.tocsin.core.failure.UserError;
import dev.tocsin.local.embedded.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Where this user's deployment on LocalStack keeps Terraform's state and its addresses. There is
 * one at a time.
 */
final class StateFolder {
  private static final String KEEPER = "process";

  private StateFolder() {}

  static Path path() {
    String state =
        Optional.ofNullable(System.getenv("XDG_STATE_HOME"))
            .filter(set -> !set.isBlank())
            .orElseGet(() -> System.getProperty("user.home") + "/.local/state");
    return Path.of(state, "tocsin", "localstack");
  }

  /**
   * Makes it anew for this process.
   *
   * @throws UserError when another process keeps it
   */
  static Path claim() {
    keeper()
        .ifPresent(other -> {
          throw new UserError(
              "Tocsin is up on LocalStack already, by process %d: end it by ./tocsin localstack down."
                  .formatted(other.pid()));
        });
    remove();
    try {
      Path parent = Optional.ofNullable(path().getParent()).orElseThrow();
      Files.createDirectories(parent);
      Files.createDirectory(
          path(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.writeString(path().resolve(KEEPER), identity(ProcessHandle.current()));
      return path();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The process that keeps something up; a number that another process has by now does not count.
   */
  static Optional<ProcessHandle> keeper() {
    try {
      String text = Files.readString(path().resolve(KEEPER), StandardCharsets.UTF_8);
      long pid = Long.parseLong(text.split(" ", -1)[0]);
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .filter(process -> identity(process).equals(text));
    } catch (NoSuchFileException | NumberFormatException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String identity(ProcessHandle process) {
    return process.pid()
        + " "
        + process.info().startInstant().map(start -> start.toEpochMilli()).orElse(0L);
  }

  /** Removes it with all that is in it. */
  static void remove() {
    if (!Files.exists(path())) {
      return;
    }
    try {
      Directories.delete(path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
