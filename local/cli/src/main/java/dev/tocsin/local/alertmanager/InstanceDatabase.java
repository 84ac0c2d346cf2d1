package dev.tocsin.local.alertmanager;

import dev.tocsin.local.embedded.PreparedCluster;
import dev.tocsin.local.embedded.StoredPostgres;
import dev.tocsin.local.key.SealKey;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The database of an instance: its own in its storage folder, or one that instances share.
 *
 * @param url with user and password, where it has them
 * @param password where the URL has none
 * @param sealKey base64 of the key by which stored configurations are encrypted
 * @param server that stops with the instance; none where the database is shared
 */
record InstanceDatabase(
    String url, Optional<String> password, String sealKey, Optional<StoredPostgres> server)
    implements AutoCloseable {
  static final String PASSWORD = "TOCSIN_POSTGRES_PASSWORD";

  /** Names a folder with a database to copy, which the launcher has prepared. */
  static final String PREPARED = "tocsin.prepared";

  /** Opens the database; one in a storage folder is started. */
  static InstanceDatabase open(StateOptions options, Map<String, String> environment) {
    String shared = options.storageUrl;
    return shared == null ? own(options.storagePath, environment) : shared(shared, environment);
  }

  private static InstanceDatabase own(Path folder, Map<String, String> environment) {
    Optional<PreparedCluster> prepared =
        Optional.ofNullable(System.getProperty(PREPARED)).map(Path::of).map(PreparedCluster::new);
    StoredPostgres server = StoredPostgres.open(folder, prepared);
    String key = SealKey.ofFolder(Optional.of(folder), environment);
    return new InstanceDatabase(server.jdbcUrl(), Optional.empty(), key, Optional.of(server));
  }

  private static InstanceDatabase shared(String url, Map<String, String> environment) {
    Optional<String> password = Optional.ofNullable(environment.get(PASSWORD));
    String key = SealKey.ofDatabase(url, password, environment);
    return new InstanceDatabase(url, password, key, Optional.empty());
  }

  @Override
  public void close() {
    server.ifPresent(StoredPostgres::close);
  }

  /** Without passwords and keys. */
  @Override
  public String toString() {
    return "InstanceDatabase[" + server.map(own -> "own").orElse("shared") + "]";
  }
}
