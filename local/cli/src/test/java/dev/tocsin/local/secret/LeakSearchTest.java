package dev.tocsin.local.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The search finds what is planted, so that it can fail. */
class LeakSearchTest {
  private static final String SECRET = "q7Tz+/0aB_c-9xYw\"<&Zz13kLmNoPq";

  private static LeakSearch search() {
    LeakSearch search = new LeakSearch();
    search.add("the secret", SECRET);
    return search;
  }

  @ParameterizedTest
  @EnumSource
  void in_plantedInAnyForm_isFound(EchoForm form) {
    String planted = "before it: " + form.write(SECRET) + " and after";
    assertThat(search().in(planted)).as(planted).isPresent();
    assertThat(search().in(planted.getBytes(UTF_8))).isPresent();
    assertThat(search().in(form.write("{\"a\":\"" + SECRET + "\"}"))).isPresent();
  }

  @Test
  void in_partOfTwelve_isFound() {
    for (int at = 0; at + LeakSearch.PART <= SECRET.length(); at++) {
      assertThat(search().in("xyz" + SECRET.substring(at, at + LeakSearch.PART))).isPresent();
    }
    assertThat(search().in("xyz" + SECRET.substring(0, LeakSearch.PART - 1))).isEmpty();
  }

  @Test
  void in_otherForms_isFound() {
    String url = URLEncoder.encode(SECRET, UTF_8);
    assertThat(search().in(URLEncoder.encode(url, UTF_8))).isPresent();
    assertThat(search().in(HexFormat.of().formatHex(SECRET.getBytes(UTF_8)))).isPresent();
    String base64 = Base64.getEncoder().encodeToString(SECRET.getBytes(UTF_8));
    assertThat(search().in(URLEncoder.encode(base64, UTF_8))).isPresent();
    assertThat(
            search().in(SECRET.chars().mapToObj("&#%d;"::formatted).collect(Collectors.joining())))
        .isPresent();
  }

  @Test
  void in_nothingPlanted_isEmpty() {
    assertThat(search().in("HTTP 400: [redacted] %41 \\u0041 &#65; QUJDREVGR0hJSktMTU5PUA=="))
        .isEmpty();
  }
}
