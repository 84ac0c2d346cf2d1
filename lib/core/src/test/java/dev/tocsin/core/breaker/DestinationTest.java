package dev.tocsin.core.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DestinationTest {
  @ParameterizedTest
  @CsvSource({
    "http://Example.com/api/alerts?x=1, http://example.com:80",
    "HTTPS://example.com/a,             https://example.com:443",
    "http://user:pw@127.0.0.1:8080/,    http://127.0.0.1:8080",
    "http://[::1]:9/,                   http://[::1]:9"
  })
  void of_address_isSchemeHostAndPort(String address, String destination) {
    assertThat(Destination.of(URI.create(address))).hasToString(destination);
  }

  @Test
  void of_addressWithoutHost_isRefused() {
    assertThatThrownBy(() -> Destination.of(URI.create("mailto:ops@example.com")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the address mailto:ops@example.com names no host");
  }

  @Test
  void compareTo_others_isTheOrderOfTheirTexts() {
    Destination a = new Destination("http://a:80");
    Destination b = new Destination("http://b:80");
    assertThat(a).isLessThan(b).isEqualByComparingTo(new Destination("http://a:80"));
    assertThat(b).isGreaterThan(a);
  }
}
