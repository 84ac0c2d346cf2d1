package dev.tocsin.local.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.yaml.Problems;
import dev.tocsin.local.http.TlsFiles;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebConfigTest {
  private static final Path FILE = Path.of("/etc/am/web.yml");
  private static final String HASH = "$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi";

  private final Problems problems = new Problems();

  @Test
  void read_tlsAndUsers_takesPathsBesideTheFile() {
    Optional<WebConfig> config =
        read(
            """
            tls_server_config:
              cert_file: server.crt
              key_file: /keys/server.key
            basic_auth_users:
              ada: %s
            """
                .formatted(HASH));
    assertThat(problems.toString()).isEmpty();
    assertThat(config.orElseThrow().tls())
        .contains(new TlsFiles(Path.of("/etc/am/server.crt"), Path.of("/keys/server.key")));
    assertThat(config.orElseThrow().users().orElseThrow().login("ada").orElseThrow().hash())
        .isEqualTo(HASH);
  }

  @Test
  void read_anEmptyFile_asksForNothing() {
    assertThat(read("")).contains(WebConfig.NONE);
    assertThat(problems.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "basic_auth_users: {ada: secret}|must be a hash by bcrypt",
        "tls_server_config: {cert_file: a}|key_file",
        "tls_server_config: {cert_file: a, key_file: b, min_version: TLS13}|min_version is not built",
        "http_server_config: {http2: false}|http_server_config is not built",
        "tls: {}|tls",
      })
  void read_whatCannotBe_isAProblem(String text, String problem) {
    Optional<WebConfig> unused = read(text);
    assertThat(problems.toString()).contains(problem).doesNotContain("secret}");
  }

  private Optional<WebConfig> read(String text) {
    return WebConfig.read(FILE, text, problems);
  }
}
