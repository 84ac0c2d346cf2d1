package dev.tocsin.local.embedded;

import java.nio.file.Path;
import java.util.Optional;

/** A PostgreSQL server on a data folder that it shares with no other process. */
public final class StoredPostgres implements AutoCloseable {
  private final WorkDirectory directory;
  private final LocalPostgres server;

  private StoredPostgres(WorkDirectory directory, LocalPostgres server) {
    this.directory = directory;
    this.server = server;
  }

  /**
   * Starts a server whose commits survive a crash of this machine. One that an earlier process left
   * behind on the folder is stopped first.
   *
   * @param folder made when absent
   * @param prepared what a folder without a cluster gets a copy of
   * @throws dev.tocsin.core.failure.UserError when another process uses the folder
   */
  public static StoredPostgres open(Path folder, Optional<PreparedCluster> prepared) {
    WorkDirectory directory = WorkDirectory.open(Optional.of(folder));
    try {
      prepared.ifPresent(cluster -> cluster.copyInto(directory.path()));
      return new StoredPostgres(directory, LocalPostgres.start(directory.path(), 0, true));
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /** With user and password. */
  public String jdbcUrl() {
    return server.jdbcUrl();
  }

  @Override
  public void close() {
    server.close();
    directory.close();
  }
}
