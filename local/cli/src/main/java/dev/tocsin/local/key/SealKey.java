package dev.tocsin.local.key;

import dev.tocsin.core.text.Sha256;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The base64 of the key by which stored configurations are encrypted: that of the environment,
 * where it has one.
 */
public final class SealKey {
  static final String SETTING = "TOCSIN_SEAL_KEY";

  private static final Logger LOG = LoggerFactory.getLogger(SealKey.class);
  private static final String FILE = "seal.key";
  private static final Pattern PASSWORD_IN_URL = Pattern.compile("[?&]password=([^&]*)");

  private SealKey() {}

  /**
   * The key of a process with a database of its own.
   *
   * @param folder of its state; without it none is kept, and neither is the key
   */
  public static String ofFolder(Optional<Path> folder, Map<String, String> environment) {
    return Optional.ofNullable(environment.get(SETTING))
        .or(() -> folder.map(kept -> KeyFile.read(kept, FILE)))
        .orElseGet(KeyFile::draw);
  }

  /**
   * The key of processes that share a database: they share its login too, so that each finds the
   * same key.
   *
   * @param password where the URL has none
   */
  public static String ofDatabase(
      String url, Optional<String> password, Map<String, String> environment) {
    return Optional.ofNullable(environment.get(SETTING))
        .orElseGet(() -> ofLogin(password.orElseGet(() -> passwordIn(url))));
  }

  private static String ofLogin(String password) {
    LOG.atWarn()
        .addKeyValue("setting", SETTING)
        .log(
            "Stored configurations are encrypted by a key made of the database's password: give all instances one of their own, the base64 of 32 bytes");
    return Base64.getEncoder().encodeToString(Sha256.of("tocsin seal " + password));
  }

  private static String passwordIn(String url) {
    Matcher found = PASSWORD_IN_URL.matcher(url);
    return found.find() ? found.group(1) : "";
  }
}
