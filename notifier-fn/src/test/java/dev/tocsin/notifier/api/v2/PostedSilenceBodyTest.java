package dev.tocsin.notifier.api.v2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tocsin.routing.matcher.MatchOperator;
import dev.tocsin.routing.silence.PostedSilence;
import dev.tocsin.routing.silence.PostedSilence.PostedMatcher;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostedSilenceBodyTest {
  private static final String REST =
      "\"startsAt\":\"2026-01-01T00:00:00Z\",\"endsAt\":\"2026-01-02T00:00:00Z\",\"createdBy\":\"me\",\"comment\":\"c\"";

  @ParameterizedTest
  @CsvSource({
    "false, true, EQUAL",
    "false, false, NOT_EQUAL",
    "true, true, MATCHES",
    "true, false, NOT_MATCHES"
  })
  void read_aMatcher_hasTheOperatorOfItsFlags(String regex, String equal, MatchOperator operator) {
    PostedSilence silence =
        read(
            "{\"matchers\":[{\"name\":\"a\",\"value\":\"b\",\"isRegex\":%s,\"isEqual\":%s}],%s}"
                .formatted(regex, equal, REST));
    assertThat(silence.matcherSets().getFirst())
        .containsExactly(new PostedMatcher("a", operator, "b"));
  }

  @Test
  void read_withoutIsEqual_isAnEqualMatcher() {
    PostedSilence silence =
        read("{\"matchers\":[{\"name\":\"a\",\"value\":\"b\",\"isRegex\":false}]," + REST + "}");
    assertThat(silence.matcherSets().getFirst().getFirst().operator())
        .isEqualTo(MatchOperator.EQUAL);
  }

  @Test
  void read_anEmptyId_isANewSilence() {
    assertThat(
            read("{\"id\":\"\",\"matchers\":[{\"name\":\"a\",\"value\":\"b\",\"isRegex\":false}],"
                    + REST
                    + "}")
                .id())
        .isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|matchers in body is required",
        "[]|silence must be an object",
        "{\"matchers\":\"x\"}|matchers must be a list",
        "{\"matchers\":[]}|matchers in body should have at least 1 items",
        "{\"matchers\":[{\"name\":\"a\",\"value\":\"b\"}]}|matchers.0.isRegex in body is required",
        "{\"matchers\":[{\"name\":\"a\",\"isRegex\":true}]}|matchers.0.value in body is required",
        "{\"matchers\":[{\"name\":\"a\",\"value\":\"b\",\"isRegex\":\"no\"}]}|matchers.0.isRegex must be true or false",
        "{\"matchers\":[{\"nam\":\"a\"}]}|matchers.0 has an unknown field \"nam\"",
        "{\"matchers\":[{\"name\":\"a\",\"value\":\"b\",\"isRegex\":true}]}|startsAt in body is required",
        "{\"startsAt\":\"yesterday\"}|startsAt must be a time such as 2026-01-31T18:00:00Z, not \"yesterday\"",
        "{\"extra\":1}|silence has an unknown field \"extra\"",
      })
  void read_aFaultyBody_isRefusedWithItsPlace(String body, String sentence) {
    BadRequest refused = catchThrowableOfType(BadRequest.class, () -> read(body));
    assertThat(refused.sentence()).isEqualTo(sentence);
  }

  private static PostedSilence read(String body) {
    return PostedSilenceBody.read(body.getBytes(UTF_8));
  }
}
