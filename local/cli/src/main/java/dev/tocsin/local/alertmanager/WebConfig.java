package dev.tocsin.local.alertmanager;

import dev.tocsin.core.access.Credentials;
import dev.tocsin.core.access.CredentialsFile;
import dev.tocsin.core.failure.UserError;
import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.Shape;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.core.yaml.YamlDocuments;
import dev.tocsin.core.yaml.YamlNode;
import dev.tocsin.local.http.TlsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The file of {@code --web.config.file}: TLS and logins, as Prometheus and its exporters have it.
 *
 * @param tls none: HTTP in the clear
 * @param users who may do everything; none: everyone may
 * @see <a href="https://prometheus.io/docs/prometheus/latest/configuration/https/">HTTPS and
 *     authentication</a>
 */
record WebConfig(Optional<TlsFiles> tls, Optional<Credentials> users) {
  static final WebConfig NONE = new WebConfig(Optional.empty(), Optional.empty());

  private static final List<String> NOT_BUILT =
      List.of(
          "client_auth_type",
          "client_ca_file",
          "client_allowed_sans",
          "cipher_suites",
          "curve_preferences",
          "min_version",
          "max_version",
          "prefer_server_cipher_suites",
          "cert",
          "key",
          "client_ca");

  /**
   * Reads a file.
   *
   * @throws UserError with all its problems
   */
  static WebConfig read(Path file) {
    Problems problems = new Problems();
    Optional<WebConfig> config = read(file, text(file), problems);
    if (!problems.isEmpty()) {
      throw new UserError("the web configuration has problems:\n" + problems);
    }
    return config.orElse(NONE);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UserError("%s cannot be read: %s.".formatted(file, e), e);
    }
  }

  static Optional<WebConfig> read(Path file, String text, Problems problems) {
    List<YamlNode> documents = YamlDocuments.read(file.toString(), text, problems);
    if (documents.isEmpty()) {
      return Optional.of(NONE);
    }
    return Shape.mapping("a web configuration", fields -> config(file, fields))
        .read("web configuration", documents.getFirst(), problems);
  }

  private static Optional<WebConfig> config(Path file, Fields fields) {
    Optional<TlsFiles> tls =
        fields.optional(
            "tls_server_config",
            Shape.mapping("a TLS configuration", at -> tls(file.toAbsolutePath(), at)));
    Optional<Map<String, String>> users = fields.optional("basic_auth_users", Shape.texts());
    boolean hasHttp = fields.mentions("http_server_config");
    if (hasHttp) {
      fields.problem("http_server_config", "http_server_config is not built: take it out");
    }
    Optional<Credentials> known =
        users.filter(names -> !names.isEmpty()).flatMap(names -> credentials(names, fields));
    return fields.build(() -> new WebConfig(tls, known));
  }

  /** Paths are those beside the file, unless they are absolute. */
  private static Optional<TlsFiles> tls(Path file, Fields fields) {
    Optional<Path> certificate =
        fields.required("cert_file", Shape.text().as(file::resolveSibling));
    Optional<Path> key = fields.required("key_file", Shape.text().as(file::resolveSibling));
    for (String name : NOT_BUILT) {
      if (fields.mentions(name)) {
        fields.problem(name, name + " is not built: take it out");
      }
    }
    return fields.build(() -> new TlsFiles(certificate.orElseThrow(), key.orElseThrow()));
  }

  /** The users as a file of credentials, which checks them. */
  private static Optional<Credentials> credentials(Map<String, String> users, Fields fields) {
    StringBuilder text = new StringBuilder("credentials:\n");
    users.forEach((name, hash) ->
        text.append("  - {name: ")
            .append(quoted(name))
            .append(", roles: [admin, sender], password: ")
            .append(quoted(hash))
            .append("}\n"));
    Problems ofUsers = new Problems();
    Optional<Credentials> known =
        CredentialsFile.read(new SourceFile("basic_auth_users", text.toString()), ofUsers);
    if (!ofUsers.isEmpty()) {
      fields.problem("basic_auth_users", "basic_auth_users: " + ofUsers);
    }
    return known;
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
