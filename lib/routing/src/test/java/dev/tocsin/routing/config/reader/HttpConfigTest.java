package dev.tocsin.routing.config.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.routing.config.Credential;
import dev.tocsin.routing.config.HttpAuthentication;
import dev.tocsin.routing.config.HttpHeader;
import dev.tocsin.routing.config.HttpSettings;
import dev.tocsin.routing.config.ProxySettings;
import dev.tocsin.routing.config.Secret;
import dev.tocsin.routing.config.TlsSettings;
import dev.tocsin.routing.config.WebhookSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpConfigTest {
  private static String webhook(String http) {
    return Read.receiver("webhook_configs: [{url: 'http://x', http_config: {" + http + "}}]");
  }

  private static HttpSettings http(String keys) {
    return settings(webhook(keys)).http();
  }

  private static WebhookSettings settings(String text) {
    return (WebhookSettings) Read.integrations(text).getFirst().settings();
  }

  private static Optional<Credential> secret(String value) {
    return Optional.of(new Credential.Inline(new Secret(value)));
  }

  private static Optional<Credential> file(String path) {
    return Optional.of(new Credential.InFile(path));
  }

  @Test
  void read_empty_isTheDefault() {
    assertThat(http("")).isEqualTo(HttpSettings.DEFAULT);
    assertThat(HttpSettings.DEFAULT.followRedirects()).isTrue();
    assertThat(HttpSettings.DEFAULT.http2()).isTrue();
  }

  @Test
  void read_absent_isTheGlobalOne() {
    String text =
        Read.receiver("webhook_configs: [{url: 'http://x'}, {url: 'http://y', http_config: {}}]")
            + "global: {http_config: {follow_redirects: no}}\n";
    assertThat(
            Read.integrations(text).stream()
                .map(integration ->
                    ((WebhookSettings) integration.settings()).http().followRedirects()))
        .containsExactly(false, true);
  }

  @Test
  void read_wholeSettings_areThere() {
    HttpSettings read =
        http(
            """
            follow_redirects: false, enable_http2: off, proxy_url: 'http://u:p@h:1', no_proxy: a.example,
            proxy_connect_header: {X: [y, z]}, http_headers: {A: {values: [1], secrets: [s], files: [f]}},
            tls_config: {ca: PEM, cert_file: c, key: k, server_name: n, insecure_skip_verify: yes,
            min_version: TLS12, max_version: TLS13}
            """);
    assertThat(read)
        .isEqualTo(
            new HttpSettings(
                new HttpAuthentication.None(),
                new TlsSettings(
                    secret("PEM"),
                    file("c"),
                    secret("k"),
                    Optional.of("n"),
                    false,
                    Optional.of(TlsSettings.Version.TLS12),
                    Optional.of(TlsSettings.Version.TLS13)),
                new ProxySettings(
                    Optional.of(new Secret("http://u:p@h:1")),
                    Optional.of("a.example"),
                    false,
                    Map.of("X", List.of(new Secret("y"), new Secret("z")))),
                List.of(new HttpHeader("A", List.of("1"), List.of(new Secret("s")), List.of("f"))),
                false,
                false));
  }

  @Test
  void read_basic_isByNameAndPassword() {
    assertThat(http("basic_auth: {username: 1, password_file: f}").authentication())
        .isEqualTo(new HttpAuthentication.Basic(secret("1"), file("f")));
  }

  @Test
  void read_bearerToken_isAnAuthorization() {
    HttpAuthentication bearer = new HttpAuthentication.Authorization("Bearer", secret("t"));
    assertThat(http("bearer_token: t").authentication()).isEqualTo(bearer);
    assertThat(http("authorization: {credentials: t}").authentication()).isEqualTo(bearer);
    assertThat(http("authorization: {type: ' Token ', credentials_file: f}").authentication())
        .isEqualTo(new HttpAuthentication.Authorization("Token", file("f")));
  }

  @Test
  void read_oauth2_isThereAsAWhole() {
    assertThat(
            http("oauth2: {client_id: i, client_secret: s, token_url: 'http://t', scopes: [a],"
                    + " endpoint_params: {b: 1}, proxy_from_environment: true}")
                .authentication())
        .isEqualTo(
            new HttpAuthentication.OAuth2(
                "i",
                secret("s"),
                List.of("a"),
                "http://t",
                Map.of("b", "1"),
                TlsSettings.DEFAULT,
                new ProxySettings(Optional.empty(), Optional.empty(), true, Map.of())));
  }

  /** Each row is keys, and the only problem of theirs. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "basic_auth: {}, authorization: {}; http_config has \"basic_auth\" and \"authorization\": at most one of these",
        "basic_auth: {}, bearer_token: x; http_config has \"basic_auth\" and \"bearer_token\": at most one of these",
        "authorization: {}, bearer_token_file: x; http_config has \"authorization\" and \"bearer_token_file\": at most one of these",
        "bearer_token: a, bearer_token_file: b; http_config has \"bearer_token\" and \"bearer_token_file\": at most one of these",
        "basic_auth: {username: a, username_file: b}; basic_auth has \"username\" and \"username_file\": at most one of these",
        "authorization: {type: Basic}; type must not be \"Basic\": use \"basic_auth\" instead",
        "authorization: Bearer pssst; authorization must be a map of fields, not a single value",
        "oauth2: {token_url: x}; oauth2 has no \"client_id\"",
        "oauth2: {client_id: x}; oauth2 has no \"token_url\"",
        "tls_config: {ca: a, ca_file: b}; tls_config has \"ca\" and \"ca_file\": at most one of these",
        "tls_config: {cert: a}; tls_config has a client certificate but no key: add \"key\" or \"key_file\"",
        "tls_config: {key_file: a}; tls_config has a key but no client certificate: add \"cert\" or \"cert_file\"",
        "tls_config: {min_version: TLS14}; min_version must be one of TLS10, TLS11, TLS12, TLS13, not \"TLS14\": did you mean \"TLS10\"?",
        "no_proxy: x; no_proxy is of no use without \"proxy_url\"",
        "proxy_connect_header: {A: [b]}; proxy_connect_header is of no use without \"proxy_url\"",
        "proxy_connect_header: {A: pssst}, proxy_url: http://p; proxy_connect_header.A must be a list",
        "proxy_from_environment: true, proxy_url: http://p; http_config has \"proxy_from_environment\" and \"proxy_url\": at most one of these",
        "proxy_url: 'ftp://u:pssst@p'; proxy_url must be an address of http, https or socks5, not \"ftp://u:xxxxx@p\"",
        "http_headers: {content-type: {values: [a]}}; http_headers must not set \"content-type\"",
        "http_headers: {'a b': {values: [a]}}; http_headers has no valid name of a header: \"a b\"",
        "http_headers: {A: pssst}; http_headers.A must be a map of fields, not a single value",
        "follow_redirect: no; unknown field \"follow_redirect\" in http_config: did you mean \"follow_redirects\"?",
      })
  void read_settingsThatCannotBe_saysWhyWithoutSecrets(String keys, String problem) {
    assertThat(Read.problems(webhook(keys)))
        .singleElement()
        .asString()
        .endsWith(": " + problem)
        .doesNotContain("pssst");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "basic_auth: ",
        "basic_auth: {}",
        "authorization: {}",
        "bearer_token: '', authorization: {}",
        "proxy_url: ''",
        "proxy_from_environment: false, proxy_url: http://p",
        "proxy_connect_header: {}",
        "http_headers: {A: {}}",
        "proxy_connect_header: {A: [b]}, proxy_from_environment: on",
        "oauth2: {client_id: a, token_url: not an address}",
        "tls_config: {cert: a, key_file: b}",
        "tls_config: "
      })
  void read_settingsThatAlertmanagerTakes_areTaken(String keys) {
    assertThat(Read.problems(webhook(keys))).isEmpty();
  }
}
