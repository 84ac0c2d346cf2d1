package dev.tocsin.platform.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneJsonValueTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      quoteCharacter = '~',
      value = {
        "{\"a\": 1}                  | -",
        "~ [1, {\"a\": [2]}] \n\t~     | -",
        "7                           | -",
        "{\"a\": {\"b\": 1}, \"b\": 2}     | -",
        "{\"a\": 1} {\"a\": 2}           | the body must be one JSON value; there is more behind it",
        "{\"a\": 1}}                   | the body must be one JSON value; there is more behind it",
        "{\"a\": 1} x                  | the body must be one JSON value; there is more behind it",
        "1 2                         | the body must be one JSON value; there is more behind it",
        "{\"a\": 1, \"a\": 1}            | the body has a field of an object twice",
        "[{\"a\": {\"b\": 1, \"b\": 2}}]   | the body has a field of an object twice",
        "{\"a\": 1                    | the body is no JSON",
        "{'a': 1}                    | the body is no JSON",
        "~ ~                         | the body is no JSON: it is empty",
      })
  void problem_ofABody_isASentence(String body, @Nullable String problem) {
    assertThat(OneJsonValue.problem(body.getBytes(UTF_8))).isEqualTo(Optional.ofNullable(problem));
  }
}
