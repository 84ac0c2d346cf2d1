package dev.tocsin.local.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/**
 * A cluster of PostgreSQL with a filled database, made once and copied where one is needed: to copy
 * it takes a tenth of a second, to make one takes seconds. Copies have its password; who may read
 * it may read them.
 *
 * @param folder where it is kept, for its owner only
 */
public record PreparedCluster(Path folder) {
  private static final String MAKING = "making";

  /** Whether it was made. */
  public boolean exists() {
    return Files.isDirectory(cluster());
  }

  /**
   * Makes it; what is there is replaced.
   *
   * @param fill is given the JDBC URL of its database
   */
  public void make(Consumer<String> fill) {
    Path making = folder.resolve(MAKING);
    try {
      Files.createDirectories(folder, OwnerOnly.FOLDER);
      Directories.deleteIfExists(making);
      Directories.deleteIfExists(cluster());
      Files.createDirectory(making, OwnerOnly.FOLDER);
      try (LocalPostgres postgres = LocalPostgres.start(making.toRealPath(), 0, true)) {
        fill.accept(postgres.jdbcUrl());
      }
      PasswordFile.write(folder, PasswordFile.read(making).orElseThrow());
      Files.move(making.resolve(LocalPostgres.CLUSTER), cluster(), StandardCopyOption.ATOMIC_MOVE);
      Directories.delete(making);
    } catch (IOException e) {
      throw new UncheckedIOException("no cluster can be prepared in " + folder, e);
    }
  }

  /**
   * Copies it into a directory, unless that has a cluster already. Returns when the copy survives a
   * crash of the machine.
   */
  void copyInto(Path directory) {
    Path target = directory.resolve(LocalPostgres.CLUSTER);
    if (!exists() || Files.exists(target)) {
      return;
    }
    try {
      Path copy = PostgresPrograms.newCluster(target);
      Directories.copy(cluster(), copy);
      PostgresPrograms.find().sync(copy);
      PasswordFile.write(directory, PasswordFile.read(folder).orElseThrow());
      Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be copied to " + directory, e);
    }
  }

  private Path cluster() {
    return folder.resolve(LocalPostgres.CLUSTER);
  }
}
