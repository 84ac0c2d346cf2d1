package dev.tocsin.notifier.api.v2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tocsin.routing.alert.PostedAlert;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostedAlertsBodyTest {
  @Test
  void read_anAlert_hasAllItsFields() {
    List<PostedAlert> alerts =
        read(
            """
            [{"labels": {"alertname": "x", "ünï": "ü"}, "annotations": {"s": ""},
              "startsAt": "2026-01-31T18:00:00.123+02:00", "endsAt": "0001-01-01T00:00:00Z",
              "generatorURL": "http://g/x?a=1&b={2}"}]
            """);
    assertThat(alerts)
        .containsExactly(
            new PostedAlert(
                Map.of("alertname", "x", "ünï", "ü"),
                Map.of("s", ""),
                Optional.of(Instant.parse("2026-01-31T16:00:00.123Z")),
                Optional.empty(),
                "http://g/x?a=1&b={2}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null", " [ ] "})
  void read_noAlerts_isAnEmptyBatch(String body) {
    assertThat(read(body)).isEmpty();
  }

  @Test
  void read_whatGetShows_isTakenAsItIs() {
    assertThat(
            read(
                """
                [{"labels": {"a": "b"}, "annotations": null, "fingerprint": "1c9aa3d366da534e",
                  "receivers": [{"name": "r"}], "updatedAt": "2026-01-31T18:00:00Z",
                  "status": {"state": "active", "silencedBy": []}}]
                """))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|alerts in body is required",
        "{}|alerts must be a list",
        "[null]|0 must be an object",
        "[7]|0 must be an object",
        "[{}]|0.labels in body is required",
        "[{\"labels\":null}]|0.labels in body is required",
        "[{\"labels\":{}},{\"labels\":[]}]|1.labels must be an object",
        "[{\"labels\":{\"a\":1}}]|0.labels.a must be a text",
        "[{\"labels\":{\"a\":\"b\"},\"extra\":1}]|0 has an unknown field \"extra\"",
        "[{\"labels\":{},\"startsAt\":\"x\"}]|0.startsAt must be a time such as 2026-01-31T18:00:00Z, not \"x\"",
        "[{\"labels\":{},\"endsAt\":7}]|0.endsAt must be a text",
        "[{\"labels\":{},\"generatorURL\":\"not a url\"}]|0.generatorURL in body must be of type uri: \"not a url\"",
        "[] []|the body must be one JSON value; there is more behind it",
      })
  void read_aFaultyBody_isRefusedWithItsPlace(String body, String sentence) {
    assertThat(refusal(body)).isEqualTo(sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"garbage", "[{\"labels\":{\"a\":\"b\",\"a\":\"c\"}}]", "[tru]", "[{\"labels\":{"})
  void read_noJson_isRefused(String body) {
    assertThat(refusal(body)).startsWith("the body is no JSON: ");
  }

  @Test
  void read_badUtf8_isRefused() {
    byte[] body = "[{\"labels\":{\"a\":\"x\"}}]".getBytes(UTF_8);
    body[body.length - 5] = (byte) 0xff;
    BadRequest refused = catchThrowableOfType(BadRequest.class, () -> PostedAlertsBody.read(body));
    assertThat(refused.sentence()).startsWith("the body is no JSON: Invalid UTF-8");
  }

  private static List<PostedAlert> read(String body) {
    return PostedAlertsBody.read(body.getBytes(UTF_8));
  }

  private static String refusal(String body) {
    return catchThrowableOfType(BadRequest.class, () -> read(body)).sentence();
  }
}
