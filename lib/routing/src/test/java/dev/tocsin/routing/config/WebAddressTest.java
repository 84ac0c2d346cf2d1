package dev.tocsin.routing.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows are what Alertmanager 0.28.1 takes and refuses. */
class WebAddressTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '\'',
      value = {
        "http://x http://x",
        "https://x:9/y?z#a https://x:9/y?z#a",
        "HTTP://x HTTP://x",
        "http://[::1]:80/ http://[::1]:80/",
        "http://a_b:80/ http://a_b:80/",
        "http://u:p@x/ http://u:p@x/",
        "'http://x/a b' http://x/a%20b",
        "'http://x/{{ .a }}' http://x/%7B%7B%20.a%20%7D%7D",
        "http://x/a|b http://x/a%7Cb",
        "http://x/a[b] http://x/a%5Bb%5D",
        "http://x?a=% http://x?a=%25",
        "http://x?a=%41% http://x?a=%41%25",
        "http://x/é http://x/é",
        "http://x: http://x:",
        "http://:80 http://:80",
      })
  void parse_addressOfHttp_isItsUri(String text, String uri) {
    assertThat(WebAddress.parse(text)).hasValueSatisfying(it -> assertThat(it).hasToString(uri));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "ftp://x",
        "socks5://x",
        "http:",
        "http://",
        "http:///x",
        "//x/",
        "http:x",
        " http://x",
        "http://x ",
        "http://x:a/",
        "http://a b/",
        "http://a%20b/",
        "http://x/%zz",
        "http://[::1/",
        "http://{x}/",
        "http://x<y/",
        "http://x\n",
        "http://x#a%"
      })
  void parse_anythingElse_isNone(String text) {
    assertThat(WebAddress.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://p", "https://p:1", "socks5://p", "SOCKS5H://p"})
  void parseProxy_knownScheme_isItsUri(String text) {
    assertThat(WebAddress.parseProxy(text)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "http://u:p@x/, http://u:xxxxx@x/",
    "http://u:p:q@x/, http://u:xxxxx@x/",
    "http://u:p@q@x/y, http://u:xxxxx@x/y",
    "http://u:@x, http://u:xxxxx@x",
    "http://u@x/, http://u@x/",
    "http://x:80/a@b, http://x:80/a@b",
    "http://x?u:p@y, http://x?u:p@y",
    "u:p@x, u:p@x",
    "'', ''"
  })
  void withoutPassword_ofAnAddress_keepsTheRest(String text, String shown) {
    assertThat(WebAddress.withoutPassword(text)).isEqualTo(shown);
  }
}
