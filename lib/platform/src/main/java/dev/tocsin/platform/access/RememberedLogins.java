package dev.tocsin.platform.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.core.access.Authorization;
import dev.tocsin.core.access.Credentials;
import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
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
    return sha256(known.map(Credentials.Login::hash).orElse(login.name() + ':') + login.password());
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
