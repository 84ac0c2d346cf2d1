package dev.tocsin.platform.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.deadletter.DeadLetter;
import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.message.Message;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.platform.queue.MessageDecoder.Decoded;
import dev.tocsin.testkit.CountingIds;
import dev.tocsin.testkit.remediation.RemediationRuns;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageDecoderTest {
  private static final Instant NOW = RemediationRuns.NOW;
  private static final ObjectMapper JSON = ObjectMapper.getDefault();

  private final MessageDecoder decoder = new MessageDecoder(JSON);

  private static AlertChanged event(long n) {
    return new AlertChanged(
        1,
        CountingIds.id(n),
        n,
        AlertChanged.FIRED,
        "duration_met",
        NOW,
        1.5,
        null,
        RemediationRuns.alert(n));
  }

  private static String json(Message event) throws IOException {
    return JSON.writeValueAsString(event);
  }

  private Decoded decode(String... events) {
    return decoder.decode(
        QueueName.REMEDIATE,
        "{\"version\":1,\"shard\":1,\"events\":[" + String.join(",", events) + "]}",
        NOW);
  }

  @Test
  void decode_goodEvents_inOrder() throws IOException {
    Decoded decoded = decode(json(event(2)), json(event(1)));
    assertThat(decoded.events()).containsExactly(event(2), event(1));
    assertThat(decoded.ids()).containsExactly(CountingIds.id(2), CountingIds.id(1));
    assertThat(decoded.deadLetters()).isEmpty();
  }

  @Test
  void decode_badEventAmongGood_isADeadLetterAndItsSiblingsAreRead() throws IOException {
    String bad = json(event(7)).replace("\"fired\"", "\"exploded\"");
    Decoded decoded = decode(json(event(1)), bad, json(event(2)));
    assertThat(decoded.events()).containsExactly(event(1), event(2));
    assertThat(decoded.ids())
        .containsExactly(CountingIds.id(1), CountingIds.id(2), CountingIds.id(7));
    assertThat(decoded.deadLetters())
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.reason()).isEqualTo("malformed_event");
          assertThat(letter.detail())
              .isEqualTo("change is \"exploded\"; it must be fired, refired or resolved");
          assertThat(letter.source()).isEqualTo(new DeadLetter.Source.Event("remediate"));
          assertThat(new String(letter.raw().toArray(), UTF_8)).contains("exploded");
        });
    assertThat(decode(bad).deadLetters().getFirst().id())
        .isEqualTo(decoded.deadLetters().getFirst().id());
  }

  @Test
  void decode_badEventOfTheEvaluator_reportsItsNumberAsFarAsItCanBeRead() throws IOException {
    String bad = json(event(7)).replace("\"fired\"", "\"exploded\"");
    assertThat(decode(bad).unreadable().getFirst().numbering())
        .hasValueSatisfying(number -> {
          assertThat(number.seq()).isEqualTo(7);
          assertThat(number.fingerprint().toString()).isEqualTo(event(7).alert().fingerprint());
        });
    assertThat(decode(bad.replace("\"seq\":7", "\"seq\":true")).unreadable().getFirst().numbering())
        .isEmpty();
    assertThat(decode("7").unreadable().getFirst().numbering()).isEmpty();
  }

  @Test
  void decode_anotherVersion_isADeadLetter() throws IOException {
    String newer = json(event(1)).replace("\"version\":1", "\"version\":2");
    assertThat(decode(newer).deadLetters())
        .singleElement()
        .satisfies(
            letter -> assertThat(letter.detail()).isEqualTo("version is 2; only 1 is known"));
    assertThat(decoder.decode(QueueName.NOTIFY, "{\"version\":2,\"events\":[]}", NOW).unreadable())
        .hasSize(1);
  }

  @Test
  void decodeEvent_rawOfADeadLetter_isReadAsItWouldBeInAMessage() throws IOException {
    assertThat(decoder.decodeEvent(QueueName.NOTIFY, json(event(3)), NOW).events())
        .containsExactly(event(3));
    for (String bad : new String[] {"7", "{", ""}) {
      assertThat(decoder.decodeEvent(QueueName.NOTIFY, bad, NOW).unreadable()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "7",
        "{}",
        "[]",
        "{\"type\":\"alert_changed\"}",
        "{\"type\":\"nothing_known\",\"event_id\":\"x\"}",
        "{\"type\":\"alert_changed\",\"version\":1,\"event_id\":\"no-uuid\",\"seq\":1}"
      })
  void decode_eventThatIsNone_isADeadLetter(String event) {
    Decoded decoded = decode(event);
    assertThat(decoded.events()).isEmpty();
    assertThat(decoded.ids()).isEmpty();
    assertThat(decoded.deadLetters()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"events\":{}}", "null", "\u0000"})
  void decode_messageThatIsNone_isADeadLetter(String body) {
    Decoded decoded = decoder.decode(QueueName.ENRICH, body, NOW);
    assertThat(decoded.events()).isEmpty();
    assertThat(decoded.deadLetters())
        .singleElement()
        .satisfies(letter -> assertThat(letter.reason()).isEqualTo("malformed_message"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"event_id", "alert", "seq"})
  void decode_missingField_isADeadLetter(String field) throws IOException {
    assertThat(decode(json(event(1)).replace("\"" + field + "\":", "\"other\":")).deadLetters())
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alert_id", "rule_id", "instance_id", "fingerprint"})
  void decode_alertWithoutWhatIsReliedOn_isADeadLetter(String field) throws IOException {
    String text = json(event(1));
    int alert = text.indexOf("\"alert\":");
    assertThat(
            decode(
                    text.substring(0, alert)
                        + text.substring(alert).replace("\"" + field + "\":", "\"other\":"))
                .deadLetters())
        .hasSize(1);
  }
}
