package dev.tocsin.platform.access;

import dev.tocsin.core.access.Authorization;
import dev.tocsin.core.access.Credentials;
import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.core.text.Sha256;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Digests of hashes with the passwords that were right for them: those that were used last, {@link
 * Limit#REMEMBERED_LOGINS} of them. Thread-safe.
 */
final class RememberedLogins {
  private final Set<String> digests;

  RememberedLogins(Limits limits, LimitHits hits) {
    int most = limits.of(Limit.REMEMBERED_LOGINS);
    this.digests =
        Collections.synchronizedSet(
            Collections.newSetFromMap(
                new LinkedHashMap<>(16, 0.75f, true) {
                  private static final long serialVersionUID = 1;

                  @Override
                  protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                    if (size() <= most) {
                      return false;
                    }
                    hits.hit(Limit.REMEMBERED_LOGINS);
                    return true;
                  }
                }));
  }

  /** Whether this login was right, and is remembered. */
  boolean has(String digest) {
    return digests.contains(digest);
  }

  void add(String digest) {
    digests.add(digest);
  }

  /** What a login is remembered by: another one when its hash has changed. */
  static String digest(Optional<Credentials.Login> known, Authorization.Login login) {
    return Sha256.hex(
        known.map(Credentials.Login::hash).orElse(login.name() + ':') + login.password());
  }
}
