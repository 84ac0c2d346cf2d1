package dev.tocsin.core.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretNamesTest {
  @ParameterizedTest
  @CsvSource({
    "token, true",
    "api_key, true",
    "X-Amz-Signature, true",
    "key, true",
    "dbPassword, true",
    "access.token, true",
    "auth, true",
    "author, false",
    "keyboard, false",
    "host, false",
  })
  void field_byItsName(String name, boolean secret) {
    assertThat(SecretNames.field(name)).isEqualTo(secret);
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization, true",
    "X-Anything, true",
    "content-type, false",
    "Accept, false",
  })
  void header_isSecretUnlessKnownToSayNothing(String name, boolean secret) {
    assertThat(SecretNames.header(name)).isEqualTo(secret);
  }

  @ParameterizedTest
  @CsvSource({
    "http://h/a?host=x&api_key=s3&b=1, http://h/a?host=x&api_key=***&b=1",
    "http://h/token=abc, http://h/token=abc",
    "http://h/a?token=, http://h/a?token=***",
  })
  void maskedUrl_hidesTheSecretsOfItsQuery(String url, String shown) {
    assertThat(SecretNames.maskedUrl(url)).isEqualTo(shown);
  }

  @Test
  void maskedBody_hidesFieldsAndParameters() {
    assertThat(SecretNames.maskedBody("{\"host\":\"a\",\"password\" : \"x\\\"y\",\"pin\":1234}"))
        .isEqualTo("{\"host\":\"a\",\"password\" : \"***\",\"pin\":\"***\"}");
    assertThat(SecretNames.maskedBody("user=a&password=b$1")).isEqualTo("user=a&password=***");
    assertThat(SecretNames.maskedBody("token")).isEqualTo("token");
    assertThat(SecretNames.valuesIn("{\"host\":\"a\",\"password\" : \"x\\\"y\",\"pin\":1234}"))
        .containsExactly("x\\\"y", "1234");
    assertThat(SecretNames.valuesIn("?a=b&token=c%20d")).containsExactly("c%20d");
  }
}
