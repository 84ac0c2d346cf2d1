package dev.tocsin.local.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.yaml.Problems;
import dev.tocsin.local.http.ClientCertificates;
import dev.tocsin.local.http.ClientCertificates.Asking;
import dev.tocsin.local.http.ServerTls;
import dev.tocsin.local.http.TlsFiles;
import java.nio.file.Path;
import java.util.Map;
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
    assertThat(config.orElseThrow().tls().orElseThrow().files())
        .isEqualTo(new TlsFiles(Path.of("/etc/am/server.crt"), Path.of("/keys/server.key")));
    assertThat(config.orElseThrow().users().orElseThrow().login("ada").orElseThrow().hash())
        .isEqualTo(HASH);
  }

  @Test
  void read_allOfTls_takesIt() {
    ServerTls tls =
        read("""
        tls_server_config:
          cert_file: server.crt
          key_file: server.key
          client_auth_type: RequireAndVerifyClientCert
          client_ca_file: clients.crt
          min_version: TLS10
          max_version: TLS12
          cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]
          prefer_server_cipher_suites: false
          curve_preferences: [X25519, CurveP256]
        """)
            .orElseThrow()
            .tls()
            .orElseThrow();
    assertThat(problems.toString()).isEmpty();
    assertThat(tls.clients())
        .isEqualTo(
            new ClientCertificates(Asking.NEEDED, Optional.of(Path.of("/etc/am/clients.crt"))));
    assertThat(tls.protocols()).containsExactly("TLSv1.2");
    assertThat(tls.cipherSuites()).containsExactly("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
    assertThat(tls.prefersOwnOrder()).isFalse();
    assertThat(tls.groups()).containsExactly("x25519", "secp256r1");
  }

  @Test
  void read_headers_areThoseOfAllAnswers() {
    Optional<WebConfig> config =
        read("http_server_config: {http2: false, headers: {X-Frame-Options: DENY}}");
    assertThat(problems.toString()).isEmpty();
    assertThat(config.orElseThrow().headers()).isEqualTo(Map.of("X-Frame-Options", "DENY"));
  }

  @Test
  void read_severalProblems_namesThemAll() {
    Optional<WebConfig> unused =
        read("{tls_server_config: {cert_file: a}, http_server_config: {http3: true}}");
    assertThat(problems.toString()).contains("key_file", "http3");
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
        "tls_server_config: {cert_file: a, key_file: b, min_version: SSL3}|min_version",
        "tls_server_config: {cert_file: a, key_file: b, max_version: TLS11}|from TLS12 to TLS11 there is no version",
        "tls_server_config: {cert_file: a, key_file: b, cipher_suites: [TLS_NONE]}|must be a cipher suite that Java knows",
        "tls_server_config: {cert_file: a, key_file: b, curve_preferences: [P1]}|curve_preferences",
        "tls_server_config: {cert_file: a, key_file: b, client_auth_type: RequireAndVerifyClientCert}|needs client_ca_file",
        "tls_server_config: {cert_file: a, key_file: b, client_ca_file: c}|client_ca_file has no effect with client_auth_type NoClientCert",
        "tls_server_config: {cert_file: a, key_file: b, cert: x}|cert is not taken: name a file by cert_file",
        "http_server_config: {headers: {X-Frame-Options: never}}|must be deny or sameorigin",
        "http_server_config: {headers: {Server: x}}|Server",
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
