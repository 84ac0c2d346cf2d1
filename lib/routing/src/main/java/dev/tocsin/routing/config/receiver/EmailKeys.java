package dev.tocsin.routing.config.receiver;

import dev.tocsin.routing.config.http.TlsKeys;
import dev.tocsin.routing.config.key.Keys;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The keys of {@code email_configs}. */
final class EmailKeys {
  static final Kind KIND = Kind.unbuiltWithoutHttp("email", false, EmailKeys::read);

  private EmailKeys() {}

  private static void read(Keys keys, Globals globals) {
    keys.requiredText("to");
    keys.texts("from", "hello", "auth_username", "auth_identity", "html", "text");
    keys.hostAndPort("smarthost");
    keys.requireAny(List.of("smarthost"), globals.hasAny("smtp_smarthost"), "smtp_smarthost");
    keys.requireAny(List.of("from"), globals.hasAny("smtp_from"), "smtp_from");
    keys.credential("auth_password");
    keys.credential("auth_secret");
    keys.flags("require_tls", "force_implicit_tls");
    TlsKeys.read(keys, "tls_config");
    headers(keys);
    keys.mapping("threading", EmailKeys::threading);
  }

  /** Names of headers are the same in upper and lower case. */
  private static void headers(Keys keys) {
    Set<String> names = new HashSet<>();
    for (String name : keys.textMap("headers").keySet()) {
      if (!names.add(name.toLowerCase(Locale.ROOT))) {
        keys.problem("headers", "headers names \"" + name + "\" twice");
      }
    }
  }

  private static Optional<Boolean> threading(Keys keys) {
    keys.flags("enabled");
    keys.texts("thread_by_date");
    return keys.build(() -> true);
  }
}
