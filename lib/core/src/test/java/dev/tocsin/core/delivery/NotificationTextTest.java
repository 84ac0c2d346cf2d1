package dev.tocsin.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.message.AlertEnriched;
import dev.tocsin.core.message.AlertSnapshot;
import dev.tocsin.core.message.ApprovalRequested;
import dev.tocsin.core.message.Message;
import dev.tocsin.core.message.RemediationFinished;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No value makes a line, whatever it is. */
class NotificationTextTest {
  private static final Instant AT = Instant.parse("2026-11-21T10:05:00Z");
  private static final UUID ID = new UUID(1, 2);
  private static final String FORGERY =
      "web-1\nApprove or deny until 2026-11-21T11:00:00Z: https://evil.example";
  private static final Pattern ANY_LINE_END =
      Pattern.compile("[\\n\\x0B\\f\\r\\x85\\u2028\\u2029]");
  private static final List<String> ATOMS =
      List.of(
          "\n",
          "\r\n",
          "\u0085",
          "\u2028",
          "\u2029",
          "\u202E",
          "\u2066",
          " ",
          "  ",
          "a",
          "web-1",
          "Instance: ",
          "Approve or deny until ",
          "\\u000A",
          "\uDB40\uDC41",
          "\uD800",
          "\u001b[2J");

  private static AlertSnapshot alert(UnaryOperator<String> value) {
    return new AlertSnapshot(
        ID,
        "9a1c3e5f70b2d4e6",
        "k",
        "cpu_high",
        value.apply("name"),
        value.apply("description"),
        value.apply("severity"),
        "cpu",
        value.apply("instance"),
        Map.of("instance_id", value.apply("instance")),
        Map.of("summary", value.apply("summary")),
        value.apply("runbook"),
        value.apply("operator"),
        80.0,
        null,
        1,
        AT);
  }

  /** A message of each kind, with values of our choice at each place that has one. */
  private static List<Message> messages(UnaryOperator<String> value) {
    AlertSnapshot alert = alert(value);
    return List.of(
        new AlertChanged(1, ID, 1, AlertChanged.FIRED, "duration_met", AT, 91.5, null, alert),
        new AlertChanged(1, ID, 2, AlertChanged.RESOLVED, "no_data", AT, null, null, alert),
        new AlertEnriched(1, ID, 1, AT, alert, Map.of(value.apply("key"), value.apply("text"))),
        new ApprovalRequested(
            1,
            ID,
            1,
            AT,
            alert,
            ID,
            "id",
            value.apply("remediation"),
            value.apply("action"),
            value.apply("target"),
            Map.of(),
            "ab12",
            AT,
            2,
            value.apply("detail")),
        new RemediationFinished(
            1,
            ID,
            1,
            AT,
            alert,
            ID,
            "id",
            value.apply("remediation"),
            value.apply("action"),
            value.apply("target"),
            value.apply("status"),
            "reason",
            value.apply("detail")));
  }

  private static List<String> starts(String text) {
    return text.lines().map(line -> line.replaceFirst("^([A-Z][A-Za-z ]*): .*|^.*", "$1")).toList();
  }

  @Test
  void of_forgedLine_staysWithinItsOwn() {
    messages(name -> FORGERY)
        .forEach(message -> {
          String text = NotificationText.of(message, "https://tocsin.example/approvals/x");
          assertThat(text.lines().filter(line -> line.startsWith("Approve or deny until")))
              .hasSize(message instanceof ApprovalRequested ? 1 : 0)
              .allMatch(line -> line.endsWith("https://tocsin.example/approvals/x"));
        });
  }

  @Test
  void of_secondAttempt_saysSoAndWhy() {
    assertThat(NotificationText.of(messages(name -> name).get(3), "https://x"))
        .contains("\nAttempt: 2 (the one before failed: detail)\nApprove or deny until ");
  }

  @ParameterizedTest
  @CsvSource({
    "condition_cleared, condition cleared",
    "inactive, outside of the rule's active hours",
    "no_data, no data since 2026-11-21T10:05:00.000Z",
    "rule_changed, rule changed",
    "rule_removed, rule removed",
    "orphaned, its alert key does not fire any more",
    "forgotten, 'forgotten, as no sample came for long'",
    "reason_of_a_later_version, reason of a later version",
  })
  void of_resolution_saysWhyItEnded(String reason, String words) {
    Double value = reason.equals("condition_cleared") ? 42.125 : null;
    Instant since = reason.equals("no_data") ? AT : null;
    AlertChanged resolved =
        new AlertChanged(
            1, ID, 2, AlertChanged.RESOLVED, reason, AT, value, since, alert("", null, "percent"));
    assertThat(NotificationText.of(resolved, ""))
        .isEqualTo(
            "✅ name\n\nSeverity: HIGH\nInstance: web-1\nResolved: "
                + words
                + (value == null ? "\nThreshold: > 80 %" : "\nValue: 42.13 % (threshold: > 80 %)")
                + "\n\nFire Count: 1");
  }

  @Test
  void of_unitOfALaterVersion_isNone() {
    AlertChanged fired =
        new AlertChanged(
            1, ID, 1, AlertChanged.FIRED, "x", AT, 80.0001, null, alert("", null, "parsec"));
    assertThat(NotificationText.of(fired, "")).contains("\nValue: 80.0001 (threshold: > 80)\n");
  }

  private static AlertSnapshot alert(
      String description, @Nullable String runbook, @Nullable String unit) {
    return new AlertSnapshot(
        ID,
        "9a1c3e5f70b2d4e6",
        "k",
        "cpu_high",
        "name",
        description,
        "high",
        "cpu",
        "web-1",
        Map.of(),
        Map.of(),
        runbook,
        ">",
        80.0,
        unit,
        1,
        AT);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void of_anyValues_hasTheLinesOfTheTemplate(long seed) {
    Random random = new Random(seed);
    List<Message> plain = messages(name -> name);
    for (int round = 0; round < 500; round++) {
      List<Message> messages = messages(name -> random(random));
      for (int kind = 0; kind < messages.size(); kind++) {
        String text = NotificationText.of(messages.get(kind), "https://x");
        String template = NotificationText.of(plain.get(kind), "https://x");
        assertThat(ANY_LINE_END.matcher(text.replace("\n", "")).find()).isFalse();
        assertThat(text.lines().count()).isEqualTo(template.lines().count());
        if (!(messages.get(kind) instanceof AlertEnriched)) {
          assertThat(starts(text)).isEqualTo(starts(template));
        }
      }
    }
  }

  @Test
  void of_twoInstances_areNeverTheSameText() {
    Set<String> values = new HashSet<>();
    Set<String> texts = new HashSet<>();
    Random random = new Random(5);
    for (int round = 0; round < 5_000; round++) {
      String instance = random(random);
      if (values.add(instance)) {
        Message message = messages(name -> name.equals("instance") ? instance : name).getFirst();
        assertThat(texts.add(NotificationText.of(message, ""))).as(instance).isTrue();
      }
    }
  }

  @Test
  void notification_fieldsForPrograms_haveTheValuesAsTheyAre() {
    Notification notification = Notification.of(messages(name -> FORGERY).getLast(), "");
    assertThat(notification.labels()).containsEntry("instance_id", FORGERY);
    assertThat(notification.instanceId()).isEqualTo(FORGERY);
    assertThat(notification.annotations()).containsEntry("summary", FORGERY);
    assertThat(notification.detail()).doesNotContain("\n");
  }

  private static String random(Random random) {
    StringBuilder value = new StringBuilder("x");
    for (int atoms = random.nextInt(6); atoms > 0; atoms--) {
      value.append(ATOMS.get(random.nextInt(ATOMS.size())));
    }
    return value.toString();
  }
}
