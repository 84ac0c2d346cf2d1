package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.routing.config.Credential;
import dev.tocsin.routing.config.HttpAuthentication;
import dev.tocsin.routing.config.HttpHeader;
import dev.tocsin.routing.config.HttpSettings;
import dev.tocsin.routing.config.ProxySettings;
import dev.tocsin.routing.config.Secret;
import dev.tocsin.routing.config.TlsSettings;
import dev.tocsin.testkit.http.RawServer;
import dev.tocsin.testkit.http.RawServer.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Receivers by which someone reaches what is not meant for them. What is refused stands in the
 * delivery's row, with the receiver's name.
 */
class WebhookAttackTest {
  private static final String FORGED = "a\r\nX-Forged: yes\r\n\r\nPOST /forged HTTP/1.1\r\n\r\n";

  @TempDir Path folder;

  private final World world = new World(MemoryStore.PROPERTIES);
  private final Hooks hooks = new Hooks(world);
  private final RawServer server = new RawServer();

  @AfterEach
  void close() {
    server.close();
    world.close();
  }

  private Delivery send(String url, HttpSettings http, boolean trusted) {
    Delivery flush = hooks.flush(1, hooks.webhook("team-db", url, http, trusted), "a");
    world.deliver();
    return hooks.now(flush);
  }

  private void assertNeverCalled(Delivery delivery) {
    assertThat(delivery.reason().code()).isEqualTo("retrying");
    assertThat(delivery.detail()).startsWith("team-db/webhook[0]: ");
    assertThat(server.connections()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "localhost",
        "LOCALHOST",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "127.1",
        "0177.0.0.1",
        "017700000001",
        "0.0.0.0",
        "[::]",
        "[::1]",
        "[::1%25lo]",
        "[::127.0.0.1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::ffff:0:127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "user@127.0.0.1",
        "example.com@127.0.0.1"
      })
  void url_ofThisHostInAConfigurationByApi_isNeverCalled(String host) {
    assertNeverCalled(
        send("http://" + host + ":" + server.port() + "/x", HttpSettings.DEFAULT, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "172.16.0.1",
        "192.168.0.1",
        "100.64.0.1",
        "[fd12::1]",
        "[fec0::1]",
        "[::ffff:10.0.0.1]"
      })
  void url_ofAPrivateNetworkInAConfigurationByApi_isNeverCalled(String host) {
    Delivery delivery = send("http://" + host + "/x", HttpSettings.DEFAULT, false);
    assertNeverCalled(delivery);
    assertThat(delivery.detail()).endsWith("which is never called");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "169.254.170.2",
        "[fe80::1]",
        "[fd00:ec2::254]",
        "[::ffff:169.254.169.254]",
        "100.100.100.200"
      })
  void url_ofCredentialsOfACloud_isNeverCalledFromAnOperatorsFileEither(String host) {
    Delivery delivery = send("http://" + host + "/latest", HttpSettings.DEFAULT, true);
    assertNeverCalled(delivery);
    assertThat(delivery.detail()).endsWith("which is never called");
  }

  @Test
  void addressOfTokens_onThisHostInAConfigurationByApi_isNeverCalled() {
    assertNeverCalled(send("http://93.184.216.34/x", with(tokensFromServer()), false));
  }

  @Test
  void proxy_onThisHostInAConfigurationByApi_isNeverCalled() {
    ProxySettings proxy =
        new ProxySettings(Optional.of(new Secret(server.url())), Optional.empty(), false, Map.of());
    HttpSettings http =
        new HttpSettings(
            new HttpAuthentication.None(), TlsSettings.DEFAULT, proxy, List.of(), true, true);
    assertNeverCalled(send("http://93.184.216.34/x", http, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data",
        "http://localhost:PORT/y",
        "//localhost:PORT/y",
        "http://127.0.0.1@localhost:PORT/y",
        "http://[::ffff:169.254.169.254]/y",
        "file:///etc/passwd",
        "gopher://127.0.0.1:PORT/_",
        "http:///y"
      })
  void redirect_toWhereAStrangerMayNotLead_isNotFollowed(String location) {
    String target = location.replace("PORT", Integer.toString(server.port()));
    server.replies(request -> Reply.of(307, "", "Location: " + target));
    Delivery delivery = send(server.url() + "/x", HttpSettings.DEFAULT, true);
    assertThat(delivery.reason().code()).isEqualTo("retrying");
    assertThat(delivery.detail()).startsWith("team-db/webhook[0]: ");
    assertThat(server.received()).extracting(RawServer.Received::target).containsExactly("/x");
  }

  @Test
  void redirect_inACircle_ends() {
    server.replies(request -> Reply.of(307, "", "Location: /x"));
    Delivery delivery = send(server.url() + "/x", HttpSettings.DEFAULT, true);
    assertThat(delivery.detail()).isEqualTo("team-db/webhook[0]: more than 10 redirects");
    assertThat(server.received()).hasSize(11);
  }

  @Test
  void lineEnds_inHeadersOfTheConfiguration_addNoHeaderAndNoRequest() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), FORGED + "end");
    HttpHeader header =
        new HttpHeader(
            "X-Team", List.of(FORGED), List.of(new Secret(FORGED)), List.of(file.toString()));
    HttpAuthentication token =
        new HttpAuthentication.Authorization(
            "Token", Optional.of(new Credential.InFile(file.toString())));
    send(
        server.url() + "/x",
        new HttpSettings(
            token, TlsSettings.DEFAULT, ProxySettings.NONE, List.of(header), true, true),
        true);
    assertNothingForged("/x");
  }

  @Test
  void lineEnds_inATokenFromItsServer_addNoHeaderAndNoRequest() {
    server.replies(request ->
        request.target().equals("/token")
            ? Reply.of(200, "{\"access_token\":\"%s\"}".formatted(escaped(FORGED)))
            : Reply.of(200, ""));
    send(server.url() + "/x", with(tokensFromServer()), true);
    assertNothingForged("/token", "/x");
  }

  private void assertNothingForged(String... targets) {
    assertThat(server.received()).extracting(RawServer.Received::target).containsExactly(targets);
    assertThat(server.received())
        .allSatisfy(request -> assertThat(request.headers()).doesNotContainKey("x-forged"));
  }

  private static String escaped(String text) {
    return text.replace("\r", "\\r").replace("\n", "\\n");
  }

  private static HttpSettings with(HttpAuthentication authentication) {
    return new HttpSettings(
        authentication, TlsSettings.DEFAULT, ProxySettings.NONE, List.of(), true, true);
  }

  private HttpAuthentication tokensFromServer() {
    return new HttpAuthentication.OAuth2(
        "client",
        Optional.of(new Credential.Inline(new Secret("pw"))),
        List.of(),
        server.url() + "/token",
        Map.of(),
        TlsSettings.DEFAULT,
        ProxySettings.NONE);
  }
}
