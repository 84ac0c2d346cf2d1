package dev.tocsin.core.access;

import dev.tocsin.core.text.Sha256;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The logins and tokens that are known, by hashes: passwords by bcrypt, tokens, which are long and
 * random, by SHA-256.
 */
public final class Credentials {
  /** Bcrypt sees no more of a password. */
  public static final int MAX_PASSWORD_BYTES = 72;

  /** What most tools hash with. */
  private static final int USUAL_COST = 10;

  private final List<Entry> entries;
  private final Map<String, Entry> byName = new HashMap<>();
  private final int highestCost;

  /** A credential: either a password's hash or a token's digest. */
  record Entry(Principal principal, Optional<String> password, Optional<byte[]> token) {}

  /** A name with a password, by its hash. */
  public record Login(Principal principal, String hash) {
    @Override
    public String toString() {
      return "Login[" + principal + "]";
    }
  }

  Credentials(List<Entry> entries) {
    this.entries = List.copyOf(entries);
    entries.forEach(entry -> byName.put(entry.principal().name(), entry));
    this.highestCost =
        entries.stream()
            .flatMap(entry -> entry.password().stream())
            .mapToInt(hash -> Integer.parseInt(hash.substring(4, 6)))
            .max()
            .orElse(USUAL_COST);
  }

  /** How a token is written into a file of credentials. */
  public static String hashOfToken(String token) {
    return "sha256:" + HexFormat.of().formatHex(Sha256.of(token));
  }

  /** The login of a name that has a password. */
  public Optional<Login> login(String name) {
    return Optional.ofNullable(byName.get(name))
        .flatMap(entry -> entry.password().map(hash -> new Login(entry.principal(), hash)));
  }

  /** Whose token it is. Comparing takes the same time whatever is right or wrong. */
  public Optional<Principal> token(String token) {
    byte[] digest = Sha256.of(token);
    Optional<Principal> found = Optional.empty();
    for (Entry entry : entries) {
      if (entry.token().isPresent() && MessageDigest.isEqual(entry.token().get(), digest)) {
        found = Optional.of(entry.principal());
      }
    }
    return found;
  }

  /** The base-2 logarithm of the rounds of the most expensive hash of a password. */
  public int highestCost() {
    return highestCost;
  }

  @Override
  public String toString() {
    return "Credentials" + byName.keySet();
  }
}
