package dev.tocsin.core.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.core.yaml.Faults;
import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.Position;
import dev.tocsin.core.yaml.Shape;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.core.yaml.YamlDocuments;
import dev.tocsin.core.yaml.YamlNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * The logins and tokens that are known, by hashes: passwords by bcrypt, tokens, which are long and
 * random, by SHA-256. Comparing takes the same time whatever is right or wrong, an unknown name as
 * long as a wrong password. Thread-safe.
 */
public final class Credentials {
  /** Bcrypt sees no more of a password. */
  public static final int MAX_PASSWORD_BYTES = 72;

  private static final int MAX_COST = 14;

  /** So many passwords that were right are remembered, since bcrypt is slow on purpose. */
  private static final int MOST_REMEMBERED = 1_000;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
  private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");
  private static final Pattern SHA256 = Pattern.compile("sha256:[0-9a-f]{64}");

  private final List<Entry> entries;
  private final Map<String, Entry> byName = new HashMap<>();
  private final String nobodysHash;

  /** So many passwords are compared at once: bcrypt takes a processor for itself. */
  private final Semaphore slots = new Semaphore(2);

  /** Digests of what was right, so that bcrypt is asked once for each password. */
  private final Set<String> right = ConcurrentHashMap.newKeySet();

  private record Entry(Principal principal, Optional<String> password, Optional<byte[]> token) {}

  private Credentials(List<Entry> entries) {
    this.entries = List.copyOf(entries);
    entries.forEach(entry -> byName.put(entry.principal().name(), entry));
    this.nobodysHash =
        entries.stream()
            .flatMap(entry -> entry.password().stream())
            .findFirst()
            .orElse("$2a$10$abcdefghijklmnopqrstuuVn7WgG3wqqJqAOhbzsYXTxEYt7rCBDy");
  }

  /** Those of a file; empty when it has faults. No message shows a hash. */
  public static Optional<Credentials> read(SourceFile file, Faults faults) {
    int before = faults.size();
    List<Entry> entries = new ArrayList<>();
    Map<String, Position> names = new HashMap<>();
    Shape<Entry> entry = Shape.mapping("a credential", fields -> entry(fields, names));
    for (YamlNode document : YamlDocuments.read(file.name(), file.text(), faults)) {
      Fields.of("a file of credentials", document, faults)
          .ifPresent(fields -> {
            fields.required("credentials", Shape.listOf(entry)).ifPresent(entries::addAll);
            fields.build(() -> true);
          });
    }
    if (faults.size() == before && entries.isEmpty()) {
      faults.add(Position.startOf(file.name()), "there is no credential: nobody could do anything");
    }
    return faults.size() == before ? Optional.of(new Credentials(entries)) : Optional.empty();
  }

  private static Optional<Entry> entry(Fields fields, Map<String, Position> names) {
    Optional<String> name = fields.required("name", Shape.anyText().as(Credentials::name));
    name.ifPresent(text -> {
      Position first = names.putIfAbsent(text, fields.at("name"));
      if (first != null) {
        fields.fault("name", "name \"" + text + "\" is taken: the first is at " + first);
      }
    });
    Optional<List<Role>> roles =
        fields.required("roles", Shape.listOf(Shape.oneOf(Role.class, Role::code)));
    roles
        .filter(List::isEmpty)
        .ifPresent(none -> fields.fault("roles", "roles must have at least one role"));
    boolean hasBoth = fields.has("password") && fields.has("token");
    if (hasBoth || !(fields.has("password") || fields.has("token"))) {
      fields.faults().add(fields.at(), "a credential must have either \"password\" or \"token\"");
    }
    Optional<String> password =
        fields.optional("password", Shape.anyText().as(Credentials::bcrypt));
    Optional<byte[]> token = fields.optional("token", Shape.anyText().as(Credentials::sha256));
    return fields.build(() ->
        new Entry(
            new Principal(name.orElseThrow(), EnumSet.copyOf(roles.orElseThrow())),
            password,
            token));
  }

  private static String name(String text) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "must be 1 to 64 characters of a-z, A-Z, 0-9, ., _, @ and -, not beginning with a sign");
    }
    return text;
  }

  private static String bcrypt(String text) {
    var matcher = BCRYPT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "must be a hash by bcrypt, as tocsin credentials password or htpasswd -nB make it, not the password itself");
    }
    int cost = Integer.parseInt(matcher.group(1));
    if (cost < 4 || cost > MAX_COST) {
      throw new IllegalArgumentException(
          "must have a cost of 4 to %d, not %d".formatted(MAX_COST, cost));
    }
    return text;
  }

  private static byte[] sha256(String text) {
    if (!SHA256.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "must be sha256: and the token's digest in 64 hexadecimal digits, as tocsin credentials token makes it, not the token itself");
    }
    return HexFormat.of().parseHex(text.substring("sha256:".length()));
  }

  /** How a token is written into a file of credentials. */
  public static String hashOfToken(String token) {
    return "sha256:" + HexFormat.of().formatHex(digest(token));
  }

  /**
   * Who sends this header; nobody when it is no credential that is known.
   *
   * @param authorization the header {@code Authorization}
   */
  public Optional<Principal> check(String authorization) {
    int space = authorization.indexOf(' ');
    String scheme = space < 0 ? "" : authorization.substring(0, space).toLowerCase(Locale.ROOT);
    String value = authorization.substring(space + 1).strip();
    return switch (scheme) {
      case "basic" -> basic(value);
      case "bearer" -> bearer(value);
      default -> Optional.empty();
    };
  }

  private Optional<Principal> bearer(String token) {
    byte[] digest = digest(token);
    Optional<Principal> found = Optional.empty();
    for (Entry entry : entries) {
      if (entry.token().isPresent() && MessageDigest.isEqual(entry.token().get(), digest)) {
        found = Optional.of(entry.principal());
      }
    }
    return found;
  }

  private Optional<Principal> basic(String base64) {
    String login;
    try {
      login = new String(Base64.getDecoder().decode(base64), UTF_8);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    int colon = login.indexOf(':');
    String password = login.substring(colon + 1);
    if (colon < 0 || password.getBytes(UTF_8).length > MAX_PASSWORD_BYTES) {
      return Optional.empty();
    }
    Optional<Entry> entry =
        Optional.ofNullable(byName.get(login.substring(0, colon)))
            .filter(known -> known.password().isPresent());
    String hash = entry.flatMap(Entry::password).orElse(nobodysHash);
    return matches(password, hash) ? entry.map(Entry::principal) : Optional.empty();
  }

  private boolean matches(String password, String hash) {
    String key = HexFormat.of().formatHex(digest(hash + password));
    if (right.contains(key)) {
      return true;
    }
    boolean isRight;
    slots.acquireUninterruptibly();
    try {
      isRight = BCrypt.checkpw(password, hash);
    } finally {
      slots.release();
    }
    if (isRight && right.size() < MOST_REMEMBERED) {
      right.add(key);
    }
    return isRight;
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "Credentials" + byName.keySet();
  }
}
