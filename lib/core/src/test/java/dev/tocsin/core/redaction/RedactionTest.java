package dev.tocsin.core.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private static final String SECRET = "Tk/9+x~\"<&é%2F=pQ_z-7 w";

  /** A way in which a service writes what it was sent. */
  record Form(String name, UnaryOperator<String> write) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Form> forms() {
    UnaryOperator<String> url = text -> URLEncoder.encode(text, UTF_8);
    UnaryOperator<String> all =
        text -> bytes(text).map("%%%02x"::formatted).collect(Collectors.joining());
    UnaryOperator<String> json = text -> text.replace("\\", "\\\\").replace("\"", "\\\"");
    UnaryOperator<String> escaped =
        text -> chars(text).map("\\u%04X"::formatted).collect(Collectors.joining());
    UnaryOperator<String> html =
        text -> text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    UnaryOperator<String> base64 = text -> Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    return Stream.of(
        new Form("raw", text -> text),
        new Form("upper case", text -> text.toUpperCase(Locale.ROOT)),
        new Form("form", url),
        new Form("url", text -> url.apply(text).replace("+", "%20")),
        new Form("lower hex", text -> lowerHex(url.apply(text))),
        new Form("all percent", all),
        new Form("twice", text -> url.apply(url.apply(text))),
        new Form("json", json),
        new Form("json with solidus", text -> json.apply(text).replace("/", "\\/")),
        new Form("json of json", text -> json.apply(json.apply(text))),
        new Form("all escaped", escaped),
        new Form("html", html),
        new Form(
            "html numbers",
            text -> chars(text).map("&#%d;"::formatted).collect(Collectors.joining())),
        new Form(
            "html hex", text -> chars(text).map("&#x%X;"::formatted).collect(Collectors.joining())),
        new Form("html of json", text -> html.apply(json.apply(text))),
        new Form("json of html", text -> json.apply(html.apply(text))),
        new Form("base64", base64),
        new Form("base64 in a url", text -> url.apply(base64.apply(text))),
        new Form("base64url", text -> Base64.getUrlEncoder().encodeToString(text.getBytes(UTF_8))),
        new Form("hex", text -> HexFormat.of().formatHex(text.getBytes(UTF_8))),
        new Form(
            "hex in capitals",
            text -> HexFormat.of().withUpperCase().formatHex(text.getBytes(UTF_8))),
        new Form(
            "within hex", text -> "0" + HexFormat.of().formatHex(("{" + text).getBytes(UTF_8))),
        new Form("within base64", text -> base64.apply("{\"a\": \"" + text + "\"}")),
        new Form("base64 of json", text -> base64.apply(" " + json.apply(text))),
        new Form(
            "base64 in lines",
            text -> Base64.getMimeEncoder().encodeToString(("x" + text).getBytes(UTF_8))));
  }

  private static Stream<Integer> bytes(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return IntStream.range(0, bytes.length).mapToObj(at -> bytes[at] & 0xff);
  }

  private static Stream<Integer> chars(String text) {
    return text.chars().boxed();
  }

  private static String lowerHex(String url) {
    return Pattern.compile("%..")
        .matcher(url)
        .replaceAll(escape -> escape.group().toLowerCase(Locale.ROOT));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void redact_anyForm_leavesNothingOfIt(Form form) {
    String written = form.write().apply(SECRET);
    assertThat(Redaction.of(List.of(SECRET)).redact("before " + written + "! after"))
        .startsWith("before ")
        .endsWith(" after")
        .contains(Redaction.MARK)
        .hasSizeLessThan(60);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void redact_cutAnywhere_leavesLessThanEightCharacters(Form form) {
    String token = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    Redaction redaction = Redaction.of(List.of(token));
    String written = form.write().apply(token);
    for (int cut = 0; cut <= written.length(); cut++) {
      for (String part : List.of(written.substring(0, cut), written.substring(cut))) {
        String kept = redaction.redact("<" + part + ">");
        assertThat(kept.replace(Redaction.MARK, "").length())
            .as("%s of %s", kept, part)
            // Seven characters in the longest form, and a piece of an eighth.
            .isLessThanOrEqualTo(8 * 6 + 2);
        for (int at = 0; at + 8 <= token.length(); at++) {
          assertThat(kept).doesNotContain(token.substring(at, at + 8));
        }
      }
    }
  }

  @Test
  void redact_textWithoutSecrets_isAsItWas() {
    String text = "HTTP 503: {\"error\": \"no \\u00e9 100% of\\n &amp; %41 abcdefg\"}";
    assertThat(Redaction.of(List.of(SECRET, "Bearer 0123456789abcdef")).redact(text))
        .isEqualTo(text);
    assertThat(Redaction.NONE.redact(text)).isEqualTo(text);
    assertThat(Redaction.of(List.of("", " ")).redact(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "abc, 'the abc is', 'the [redacted] is'",
    "abc, 'alphabcet', 'alphabcet'",
    "abcd, 'xabcdx', 'x[redacted]x'",
    "a b, '{\"h\":\"a+b\"}', '{\"h\":\"[redacted]\"}'",
  })
  void redact_shortSecret_wholeOnly(String secret, String text, String kept) {
    assertThat(Redaction.of(List.of(secret)).redact(text)).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void redact_anyTextWithoutTheSecrets_isThatText(long seed) {
    Random random = new Random(seed);
    Redaction redaction = Redaction.of(List.of(SECRET, "abc"));
    String alphabet = "%\\u&#x;0aF+é\"/-_=\uD83D\uDE00 ";
    for (int round = 0; round < 2_000; round++) {
      String text =
          random
              .ints(random.nextInt(60), 0, alphabet.length())
              .mapToObj(at -> String.valueOf(alphabet.charAt(at)))
              .collect(Collectors.joining());
      assertThat(redaction.redact(text)).isEqualTo(text);
    }
  }

  @Test
  void toString_saysNothing() {
    assertThat(Redaction.of(List.of(SECRET))).hasToString("Redaction");
  }
}
