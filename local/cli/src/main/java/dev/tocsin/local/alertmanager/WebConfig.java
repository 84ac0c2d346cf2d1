package dev.tocsin.local.alertmanager;

import dev.tocsin.core.access.Credentials;
import dev.tocsin.core.access.CredentialsFile;
import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.Shape;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.core.yaml.YamlDocuments;
import dev.tocsin.core.yaml.YamlNode;
import dev.tocsin.local.http.ServerTls;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the file of {@code --web.config.file} says: TLS, logins and headers, as Prometheus and its
 * exporters have it.
 *
 * @param tls none: HTTP in the clear
 * @param users who may do everything; none: everyone may
 * @param headers of all answers
 * @see <a href="https://prometheus.io/docs/prometheus/latest/configuration/https/">HTTPS and
 *     authentication</a>
 */
record WebConfig(
    Optional<ServerTls> tls, Optional<Credentials> users, Map<String, String> headers) {
  static final WebConfig NONE = new WebConfig(Optional.empty(), Optional.empty(), Map.of());

  WebConfig {
    headers = Map.copyOf(headers);
  }

  /** Empty when the text has problems. */
  static Optional<WebConfig> read(Path file, String text, Problems problems) {
    List<YamlNode> documents = YamlDocuments.read(file.toString(), text, problems);
    if (documents.isEmpty()) {
      return Optional.of(NONE);
    }
    return Shape.mapping("a web configuration", fields -> config(file, fields))
        .read("web configuration", documents.getFirst(), problems);
  }

  private static Optional<WebConfig> config(Path file, Fields fields) {
    Optional<ServerTls> tls =
        fields.optional(
            "tls_server_config",
            Shape.mapping("a TLS configuration", at -> WebTlsKeys.read(file.toAbsolutePath(), at)));
    Optional<Map<String, String>> headers =
        fields.optional(
            "http_server_config", Shape.mapping("an HTTP configuration", WebHeaderKeys::read));
    Optional<Credentials> users =
        fields
            .optional("basic_auth_users", Shape.texts())
            .filter(names -> !names.isEmpty())
            .flatMap(names -> credentials(names, fields));
    return fields.build(() -> new WebConfig(tls, users, headers.orElse(Map.of())));
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
