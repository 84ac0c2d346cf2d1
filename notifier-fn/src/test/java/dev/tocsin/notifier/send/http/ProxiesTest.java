package dev.tocsin.notifier.send.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.platform.http.OutgoingProxy;
import dev.tocsin.routing.config.ProxySettings;
import dev.tocsin.routing.config.Secret;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
  private static final URI HOOK = URI.create("https://hook.test/");

  private static ProxySettings settings(String url, Optional<String> exceptions) {
    return new ProxySettings(
        Optional.of(new Secret(url)),
        exceptions,
        false,
        Map.of("X-Team", List.of(new Secret("a"), new Secret("b"))));
  }

  @Test
  void apply_noProxyConfigured_isStraight() {
    assertThat(Proxies.of(ProxySettings.NONE, Map.of("HTTPS_PROXY", "http://p.test")).apply(HOOK))
        .isEmpty();
  }

  @Test
  void apply_userInTheAddress_isNotifiedToTheProxyBesideTheHeaders() {
    Proxies proxies = Proxies.of(settings("http://u:pw@p.test:3128", Optional.empty()), Map.of());
    OutgoingProxy proxy = proxies.apply(HOOK).orElseThrow();
    assertThat(proxy.address().getPort()).isEqualTo(3128);
    assertThat(proxy.headers())
        .isEqualTo(Map.of("X-Team", "a, b", "Proxy-Authorization", "Basic dTpwdw=="));
    assertThat(proxies.secrets()).containsExactlyInAnyOrder("a, b", "Basic dTpwdw==", "u:pw");
  }

  @Test
  void apply_withoutExceptions_isEvenForThisMachine() {
    assertThat(
            Proxies.of(settings("http://p.test", Optional.empty()), Map.of())
                .apply(URI.create("http://127.0.0.1/")))
        .isPresent();
    assertThat(
            Proxies.of(settings("http://p.test", Optional.of("a.test")), Map.of())
                .apply(URI.create("http://127.0.0.1/")))
        .isEmpty();
  }

  @Test
  void apply_fromEnvironment_isByScheme() {
    ProxySettings environment =
        new ProxySettings(Optional.empty(), Optional.empty(), true, Map.of());
    Proxies proxies =
        Proxies.of(
            environment,
            Map.of(
                "https_proxy", "s.test:8080", "HTTP_PROXY", "http://h.test", "NO_PROXY", "x.test"));
    assertThat(proxies.apply(HOOK).orElseThrow().address()).hasHost("s.test").hasPort(8080);
    assertThat(proxies.apply(URI.create("http://hook.test/")).orElseThrow().address())
        .hasHost("h.test");
    assertThat(proxies.apply(URI.create("http://x.test/"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks5://u:s3cret@p.test", "http://", "http://a b/"})
  void of_proxyThatCannotBeUsed_isASentenceWithoutItsAddress(String url) {
    assertThatThrownBy(() -> Proxies.of(settings(url, Optional.empty()), Map.of()))
        .isInstanceOf(Unanswered.class)
        .hasMessageContaining("proxy")
        .hasMessageNotContaining("s3cret");
  }
}
