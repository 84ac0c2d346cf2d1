package dev.tocsin.notifier;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import dev.tocsin.testkit.tls.TestCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a webhook receives under each kind of {@code http_config}, and what its answers mean. */
class WebhookTest {
  private static final String SECRET = "s3cr3t-t0ken-of-the-hook";

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

  private Delivery send(HttpSettings http) {
    return send(server.url() + "/x", http, true);
  }

  private static HttpSettings with(HttpAuthentication authentication) {
    return new HttpSettings(
        authentication, TlsSettings.DEFAULT, ProxySettings.NONE, List.of(), true, true);
  }

  private static HttpSettings with(TlsSettings tls) {
    return new HttpSettings(
        new HttpAuthentication.None(), tls, ProxySettings.NONE, List.of(), true, true);
  }

  private static Optional<Credential> inline(String text) {
    return Optional.of(new Credential.Inline(new Secret(text)));
  }

  @ParameterizedTest(name = "HTTP {0}: {1}")
  @CsvSource({
    "200, accepted",
    "204, accepted",
    "299, accepted",
    "408, retrying",
    "425, retrying",
    "429, retrying",
    "500, retrying",
    "503, retrying",
    "400, refused",
    "401, refused",
    "404, refused",
    "422, refused"
  })
  void answer_status_isOfThisClass(int status, String reason) {
    server.replies(request -> Reply.of(status, ""));
    assertThat(send(HttpSettings.DEFAULT).reason().code()).isEqualTo(reason);
  }

  @Test
  void answer_retryAfter_isHonouredUpToTheCap() {
    server.replies(request -> Reply.of(429, "", "Retry-After: 120"));
    assertThat(send(HttpSettings.DEFAULT).dueAt())
        .isEqualTo(world.clock.instant().plusSeconds(120));
    server.replies(request -> Reply.of(503, "", "Retry-After: 99999"));
    world.clock.advance(Duration.ofMinutes(2));
    world.deliver();
    Delivery flush = hooks.flush(2, "team-db/webhook[0]", "ab");
    world.deliver();
    assertThat(hooks.now(flush).dueAt()).isEqualTo(world.clock.instant().plusSeconds(900));
  }

  @Test
  void answer_thatSaysTheSecretBack_isKeptWithoutItAndShort() {
    server.replies(
        request -> Reply.of(500, "cannot serve " + request.target() + " " + "y".repeat(900)));
    Delivery failed =
        send(server.url() + "/" + SECRET + "?key=" + SECRET, HttpSettings.DEFAULT, true);
    assertThat(failed.detail())
        .startsWith("team-db/webhook[0]: HTTP 500: cannot serve ")
        .doesNotContain(SECRET)
        .hasSizeLessThan(260);
  }

  @Test
  void answer_withoutEnd_isCutOff() {
    server.replies(request ->
        out -> {
          out.write("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n".getBytes(UTF_8));
          writeUntilClosed(out);
          return false;
        });
    assertThat(send(HttpSettings.DEFAULT).reason().code()).isEqualTo("accepted");
  }

  private static void writeUntilClosed(OutputStream out) {
    byte[] some = new byte[65_536];
    try {
      for (int written = 0; written < 16_384; written++) {
        out.write(some);
      }
    } catch (IOException closed) {
      // As it should be.
    }
  }

  @Test
  void headers_ofBasicBearerAndCustom_areSent() throws Exception {
    send(with(new HttpAuthentication.Basic(inline("u"), inline("pw"))));
    assertThat(received(0)).containsEntry("authorization", "Basic dTpwdw==");

    Path file = Files.writeString(folder.resolve("token"), SECRET + "\n");
    Credential.InFile inFile = new Credential.InFile(file.toString());
    HttpSettings bearer =
        new HttpSettings(
            new HttpAuthentication.Authorization("Token", Optional.of(inFile)),
            TlsSettings.DEFAULT,
            ProxySettings.NONE,
            List.of(
                new HttpHeader(
                    "X-Team",
                    List.of("a", "b"),
                    List.of(new Secret("c")),
                    List.of(file.toString()))),
            true,
            true);
    world.integrations.clear();
    hooks.webhook("team-db", server.url(), bearer, true);
    hooks.flush(2, "team-db/webhook[0]", "ab");
    world.deliver();
    assertThat(received(1))
        .containsEntry("authorization", "Token " + SECRET)
        .containsEntry("x-team", "a, b, c, " + SECRET)
        .containsEntry("content-type", "application/json")
        .containsKeys("idempotency-key", "user-agent");
  }

  @Test
  void userInTheAddress_isSentAsBasic() {
    send("http://u:pw@127.0.0.1:" + server.port(), HttpSettings.DEFAULT, true);
    assertThat(received(0)).containsEntry("authorization", "Basic dTpwdw==");
    assertThat(server.received().getFirst().target()).isEqualTo("/");
  }

  @Test
  void oauth2_tokenIsFetchedOnceAndAgainWhenRefused() {
    server.replies(request ->
        request.target().equals("/token")
            ? Reply.of(200, "{\"access_token\":\"t" + tokens() + "\",\"expires_in\":3600}")
            : Reply.of(accepts(request) ? 200 : 401, ""));
    HttpAuthentication oauth =
        new HttpAuthentication.OAuth2(
            "client",
            inline("pw"),
            List.of("a", "b"),
            server.url() + "/token",
            Map.of("audience", "hooks"),
            TlsSettings.DEFAULT,
            ProxySettings.NONE);
    Delivery first = send(with(oauth));
    assertThat(first.reason().code()).isEqualTo("accepted");
    Delivery second = hooks.flush(2, "team-db/webhook[0]", "ab");
    world.deliver();
    assertThat(hooks.reason(second)).isEqualTo("accepted");
    assertThat(server.received())
        .extracting(RawServer.Received::target)
        .as("t1 is refused, t2 is accepted and kept")
        .containsExactly("/token", "/x", "/token", "/x", "/x");
    assertThat(server.received().getFirst().body())
        .contains("grant_type=client_credentials", "scope=a+b", "audience=hooks");
    assertThat(received(0)).containsEntry("authorization", "Basic Y2xpZW50OnB3");
  }

  private long tokens() {
    return server.received().stream().filter(request -> request.target().equals("/token")).count();
  }

  private static boolean accepts(RawServer.Received request) {
    return "Bearer t2".equals(request.headers().get("authorization"));
  }

  @Test
  void redirect_onTheSameHost_isFollowedWithBodyAndCredentials() {
    server.replies(request ->
        request.target().equals("/x") ? Reply.of(307, "", "Location: /y") : Reply.of(200, ""));
    Delivery flush = send(with(new HttpAuthentication.Basic(inline("u"), inline("pw"))));
    assertThat(flush.reason().code()).isEqualTo("accepted");
    assertThat(server.received().getLast().body()).isEqualTo("{\"flush\":1}");
    assertThat(received(1)).containsKey("authorization");
  }

  @Test
  void redirect_toAnotherPrivateAddress_isNotFollowed() {
    server.replies(
        request -> Reply.of(307, "", "Location: http://localhost:%d/y".formatted(server.port())));
    Delivery flush = send(HttpSettings.DEFAULT);
    assertThat(flush.reason().code()).isEqualTo("retrying");
    assertThat(flush.detail()).contains("never called");
    assertThat(server.received()).hasSize(1);
  }

  @Test
  void redirect_whereNoneIsFollowed_isAFailure() {
    server.replies(request -> Reply.of(302, "", "Location: /y"));
    HttpSettings stays =
        new HttpSettings(
            new HttpAuthentication.None(),
            TlsSettings.DEFAULT,
            ProxySettings.NONE,
            List.of(),
            false,
            true);
    assertThat(send(stays).reason().code()).isEqualTo("retrying");
    assertThat(server.received()).hasSize(1);
  }

  @Test
  void privateAddress_inAConfigurationByApi_isNotCalled() {
    Delivery flush = send(server.url(), HttpSettings.DEFAULT, false);
    assertThat(flush.detail()).contains("never called");
    assertThat(server.received()).isEmpty();
  }

  @Test
  void tls_authorityAndName_areVerifiedUnlessTheConfigurationSaysNo() throws Exception {
    TestCertificate certificate = TestCertificate.ofHost(folder, "hook.test");
    SSLContext serving = certificate.serving();
    try (RawServer secure =
        new RawServer(
            serving
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress()))) {
      String url = "https://127.0.0.1:" + secure.port();
      Optional<Credential> ca = inline(certificate.certificatePem());
      assertThat(sendBy(1, url, tls(Optional.empty(), Optional.empty(), true)))
          .isEqualTo("retrying");
      assertThat(sendBy(2, url, tls(ca, Optional.empty(), true))).isEqualTo("retrying");
      assertThat(sendBy(3, url, tls(ca, Optional.of("hook.test"), true))).isEqualTo("accepted");
      assertThat(sendBy(4, url, tls(Optional.empty(), Optional.empty(), false)))
          .isEqualTo("accepted");
    }
  }

  private static TlsSettings tls(
      Optional<Credential> ca, Optional<String> serverName, boolean verifies) {
    return new TlsSettings(
        ca,
        Optional.empty(),
        Optional.empty(),
        serverName,
        verifies,
        Optional.empty(),
        Optional.empty());
  }

  private String sendBy(int number, String url, TlsSettings tls) {
    Delivery flush = hooks.flush(number, hooks.webhook("tls" + number, url, with(tls), true), "a");
    world.deliver();
    return hooks.reason(flush);
  }

  private Map<String, String> received(int index) {
    return server.received().get(index).headers();
  }
}
