package dev.tocsin.core.access;

import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.Position;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.Shape;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.core.yaml.YamlDocuments;
import dev.tocsin.core.yaml.YamlNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The file that credentials are kept in: YAML, with hashes instead of passwords and tokens. */
public final class CredentialsFile {
  private static final int MAX_COST = 14;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
  private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");
  private static final Pattern SHA256 = Pattern.compile("sha256:[0-9a-f]{64}");

  private CredentialsFile() {}

  /** Those of a file; empty when it has problems. No message shows a hash. */
  public static Optional<Credentials> read(SourceFile file, Problems problems) {
    int before = problems.size();
    List<Credentials.Entry> entries = new ArrayList<>();
    Map<String, Position> names = new HashMap<>();
    Shape<Credentials.Entry> entry = Shape.mapping("a credential", fields -> entry(fields, names));
    for (YamlNode document : YamlDocuments.read(file.name(), file.text(), problems)) {
      Fields.of("a file of credentials", document, problems)
          .ifPresent(fields -> {
            fields.required("credentials", Shape.listOf(entry)).ifPresent(entries::addAll);
            fields.build(() -> true);
          });
    }
    if (problems.size() == before && entries.isEmpty()) {
      problems.add(
          Position.startOf(file.name()),
          "there is no credential, so that every request would be refused");
    }
    return problems.size() == before ? Optional.of(new Credentials(entries)) : Optional.empty();
  }

  private static Optional<Credentials.Entry> entry(Fields fields, Map<String, Position> names) {
    Optional<String> name = fields.required("name", Shape.anyText().as(CredentialsFile::name));
    name.ifPresent(text -> {
      Position first = names.putIfAbsent(text, fields.at("name"));
      if (first != null) {
        fields.problem("name", "name \"" + text + "\" is taken: the first is at " + first);
      }
    });
    Optional<List<Role>> roles =
        fields.required("roles", Shape.listOf(Shape.oneOf(Role.class, Role::code)));
    roles
        .filter(List::isEmpty)
        .ifPresent(none -> fields.problem("roles", "roles must have at least one role"));
    boolean hasBoth = fields.has("password") && fields.has("token");
    if (hasBoth || !(fields.has("password") || fields.has("token"))) {
      fields.problems().add(fields.at(), "a credential must have either \"password\" or \"token\"");
    }
    Optional<String> password =
        fields.optional("password", Shape.anyText().as(CredentialsFile::bcrypt));
    Optional<byte[]> token = fields.optional("token", Shape.anyText().as(CredentialsFile::sha256));
    return fields.build(() ->
        new Credentials.Entry(
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
}
