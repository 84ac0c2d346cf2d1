package dev.tocsin.core.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code BASE64(…)} in a header stands for that text in Base64. */
class AuthorizationTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Without a header there is no credential |                             | missing
          Basic has a name and a password         | Basic BASE64(ada:word)      | login ada word
          The scheme is written in any case       | bASIC BASE64(ada:word)      | login ada word
          A password may have colons              | Basic BASE64(ada:a:b)       | login ada a:b
          A password may be empty                 | Basic BASE64(ada:)          | login ada -
          A name may be empty                     | Basic BASE64(:word)         | login - word
          Blanks around the value do not count    | 'Basic   BASE64(ada:word) ' | login ada word
          Without a colon it is no login          | Basic BASE64(ada)           | unusable
          What is no Base64 is no login           | Basic ada:word              | unusable
          Bearer has a token                      | Bearer t0ken                | token t0ken
          Its scheme is written in any case       | BEARER t0ken                | token t0ken
          Another scheme is unusable              | Digest t0ken                | unusable
          A word alone is unusable                | t0ken                       | unusable
          """)
  void parse_header_isAsTheSentenceSays(String sentence, @Nullable String header, String expected) {
    assertThat(text(Authorization.parse(header == null ? "" : encoded(header))))
        .as(sentence)
        .isEqualTo(expected);
  }

  @Test
  void parse_passwordLongerThanBcryptSees_isUnusable() {
    assertThat(text(Authorization.parse(encoded("Basic BASE64(a:" + "x".repeat(72) + ")"))))
        .isEqualTo("login a " + "x".repeat(72));
    assertThat(text(Authorization.parse(encoded("Basic BASE64(a:" + "x".repeat(73) + ")"))))
        .isEqualTo("unusable");
    assertThat(text(Authorization.parse(encoded("Basic BASE64(a:" + "é".repeat(37) + ")"))))
        .isEqualTo("unusable");
  }

  @Test
  void toString_showsNoSecret() {
    assertThat(new Authorization.Login("ada", "word")).hasToString("Login[ada]");
    assertThat(new Authorization.Token("t0ken")).hasToString("Token[<secret>]");
  }

  private static String encoded(String header) {
    int at = header.indexOf("BASE64(");
    if (at < 0) {
      return header;
    }
    int end = header.lastIndexOf(')');
    String login = header.substring(at + "BASE64(".length(), end);
    return header.substring(0, at)
        + Base64.getEncoder().encodeToString(login.getBytes(UTF_8))
        + header.substring(end + 1);
  }

  private static String text(Authorization authorization) {
    return switch (authorization) {
      case Authorization.Login login ->
          "login " + dash(login.name()) + " " + dash(login.password());
      case Authorization.Token token -> "token " + token.token();
      case Authorization.Missing missing -> "missing";
      case Authorization.Unusable unusable -> "unusable";
    };
  }

  private static String dash(String text) {
    return text.isEmpty() ? "-" : text;
  }
}
