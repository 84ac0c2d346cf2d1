package dev.tocsin.routing.config.http;

import dev.tocsin.core.yaml.Shape;
import dev.tocsin.routing.config.Credential;
import dev.tocsin.routing.config.TlsSettings;
import dev.tocsin.routing.config.key.Keys;
import java.util.Optional;

/** Reads {@code tls_config}. */
public final class TlsKeys {
  private static final Shape<TlsSettings.Version> VERSION =
      Shape.oneOf(TlsSettings.Version.class, TlsSettings.Version::name);

  private TlsKeys() {}

  /** The settings under a key; the default ones if it is absent. */
  public static TlsSettings read(Keys keys, String key) {
    return keys.mapping(key, TlsKeys::settings).orElse(TlsSettings.DEFAULT);
  }

  private static Optional<TlsSettings> settings(Keys keys) {
    Optional<Credential> ca = keys.shownCredential("ca");
    Optional<Credential> certificate = keys.shownCredential("cert");
    Optional<Credential> key = keys.credential("key");
    Optional<String> serverName = keys.text("server_name");
    boolean verifies = !keys.flag("insecure_skip_verify", false);
    Optional<TlsSettings.Version> least = keys.value("min_version", VERSION);
    Optional<TlsSettings.Version> most = keys.value("max_version", VERSION);
    if (certificate.isPresent() != key.isPresent()) {
      keys.problem(
          certificate.isPresent()
              ? "tls_config has a client certificate but no key: add \"key\" or \"key_file\""
              : "tls_config has a key but no client certificate: add \"cert\" or \"cert_file\"");
    }
    return keys.build(
        () -> new TlsSettings(ca, certificate, key, serverName, verifies, least, most));
  }
}
