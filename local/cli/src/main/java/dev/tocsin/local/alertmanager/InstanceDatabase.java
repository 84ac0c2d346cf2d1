package dev.tocsin.local.alertmanager;

import dev.tocsin.core.text.Sha256;
import dev.tocsin.local.embedded.PreparedCluster;
import dev.tocsin.local.embedded.StoredPostgres;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
  static final String SEAL_KEY = "TOCSIN_SEAL_KEY";

  /** Names a folder with a database to copy, which the launcher has prepared. */
  static final String PREPARED = "tocsin.prepared";

  private static final Logger LOG = LoggerFactory.getLogger(InstanceDatabase.class);
  private static final Pattern PASSWORD_IN_URL = Pattern.compile("[?&]password=([^&]*)");

  /** Opens the database; one in a storage folder is started. */
  static InstanceDatabase open(StateOptions options, Map<String, String> environment) {
    String shared = options.storageUrl;
    return shared == null ? own(options.storagePath, environment) : shared(shared, environment);
  }

  private static InstanceDatabase own(Path folder, Map<String, String> environment) {
    Optional<PreparedCluster> prepared =
        Optional.ofNullable(System.getProperty(PREPARED)).map(Path::of).map(PreparedCluster::new);
    StoredPostgres server = StoredPostgres.open(folder, prepared);
    String key =
        Optional.ofNullable(environment.get(SEAL_KEY)).orElseGet(() -> KeyFile.read(folder));
    return new InstanceDatabase(server.jdbcUrl(), Optional.empty(), key, Optional.of(server));
  }

  private static InstanceDatabase shared(String url, Map<String, String> environment) {
    Optional<String> password = Optional.ofNullable(environment.get(PASSWORD));
    String key =
        Optional.ofNullable(environment.get(SEAL_KEY))
            .orElseGet(() -> ofLogin(password.orElseGet(() -> passwordIn(url))));
    return new InstanceDatabase(url, password, key, Optional.empty());
  }

  /** Instances that share a database share its login too, so that each finds the same key. */
  private static String ofLogin(String password) {
    LOG.atWarn()
        .addKeyValue("setting", SEAL_KEY)
        .log(
            "Stored configurations are encrypted by a key made of the database's password: give all instances one of their own, the base64 of 32 bytes");
    return Base64.getEncoder().encodeToString(Sha256.of("tocsin seal " + password));
  }

  private static String passwordIn(String url) {
    Matcher found = PASSWORD_IN_URL.matcher(url);
    return found.find() ? found.group(1) : "";
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
