package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tocsin.core.label.Labels;
import dev.tocsin.platform.access.RefusalLog;
import io.micronaut.core.type.Argument;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** {@code /api/v1/configuration} on PostgreSQL. */
class ConfigurationApiTest {
  private static final String PATH = "/api/v1/configuration";
  private static final String OPS =
      """
      route: {receiver: ops, group_by: [alertname]}
      receivers: [{name: ops, webhook_configs: [{url: 'https://ops.example/?token=abc'}]}]
      """;
  private static final String DB =
      """
      route:
        receiver: ops
        group_by: [alertname]
        routes: [{matchers: [team="db"], receiver: db}]
      receivers: [{name: ops}, {name: db}]
      """;

  private final RoutedWorld world = new RoutedWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void put_configuration_isAVersionWithoutItsSecrets() {
    OwnApi.Answer put = put(OPS, "*", "comment=first").ok();

    assertThat(put.at("data", "number")).isEqualTo(1);
    assertThat(put.at("data", "warnings")).isEqualTo(List.of());
    OwnApi.Answer version = world.api.get(PATH + "/versions/1").ok();
    assertThat(version.at("data", "author")).isEqualTo("arn:aws:iam::123456789012:user/ada");
    assertThat(version.at("data", "comment")).isEqualTo("first");
    assertThat(version.at("data", "in_force")).isEqualTo(true);
    assertThat(version.at("data", "alertmanager"))
        .asString()
        .contains("<secret>")
        .doesNotContain("abc");
    assertThat(version.at("data", "tocsin")).isNull();
  }

  @Test
  void put_bothTexts_areCheckedTogetherAndShown() {
    String additions = "# ours\nfallback_receivers: {db: ops}\n";

    put(json(Map.of("alertmanager", DB, "tocsin", additions)), "*").ok();

    assertThat(world.api.get(PATH + "/versions/1").ok().at("data", "tocsin"))
        .isEqualTo("fallback_receivers:\n  db: ops\n");
    OwnApi.Answer refused =
        put(json(Map.of("alertmanager", DB, "tocsin", "fallback_receivers: {db: gone}\n")), "*");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.at("problems", 0, "file")).isEqualTo("tocsin.yml");
    assertThat(refused.at("problems", 0, "line")).isEqualTo(1);
  }

  @Test
  void put_severalProblems_areAllSaidAndNothingChanges() {
    OwnApi.Answer answer =
        put(
            """
            route: {receiver: gone}
            templates: [/etc/passwd]
            receivers: [{name: ops, webhook_configs: [{url_file: /etc/passwd}]}]
            """,
            "*");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.list("problems").stream().map(problem -> "" + field(problem, "line")))
        .contains("1", "2", "3");
    assertThat(answer.at("detail")).asString().startsWith("nothing is changed, since the");
    assertThat(world.api.get(PATH + "/versions").ok().list("data", "versions")).isEmpty();
  }

  @Test
  void put_fileReferences_areRefusedAndLoggedWithWhoSentThem() {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    Logger log = (Logger) LoggerFactory.getLogger(RefusalLog.class);
    lines.start();
    log.addAppender(lines);
    try {
      OwnApi.Answer answer =
          put(
              """
              route: {receiver: ops}
              receivers: [{name: ops, webhook_configs: [{url_file: /etc/passwd}]}]
              """,
              "*");
      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.at("problems", 0, "message")).asString().contains("url_file");
    } finally {
      log.detachAppender(lines);
    }
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .singleElement()
        .asString()
        .startsWith("refused PUT /api/v1/configuration of \"arn:aws:iam::123456789012:user/ada\"")
        .contains("problems of the configuration: 1, the first at alertmanager.yml:2:")
        .doesNotContain("passwd");
  }

  @ParameterizedTest(name = "If-Match: {0}")
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          "1",  200
          1,    200
          *,    200
          "0",  412
          "2",  412
          one,  400
          ,     428
          """)
  void put_ifMatch_mustNameTheVersionInForce(String ifMatch, int status) {
    put(OPS, "*").ok();

    OwnApi.Answer answer = put(DB, ifMatch == null ? "" : ifMatch);

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    boolean isChanged = status == 200;
    assertThat(world.api.get(PATH + "/versions").ok().at("data", "versions", 0, "number"))
        .isEqualTo(isChanged ? 2 : 1);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          no JSON                  | route: {}                             | 400
          no configuration         | {}                                    | 400
          a field twice            | {"alertmanager":"a","alertmanager":1} | 400
          a field of another name  | {"alertmanager":"a","tocsin_config":"b"} | 400
          a value of another type  | {"alertmanager":{"route":{}}}         | 400
          an empty configuration   | {"alertmanager":""}                   | 422
          """)
  void put_badBody_isRefused(String why, String body, int status) {
    OwnApi.Answer answer = world.api.put(PATH, body, "*");

    assertThat(answer.status()).as("%s: %s", why, answer.body()).isEqualTo(status);
    assertThat(answer.at("detail")).asString().isNotBlank();
  }

  @Test
  void put_textOfMoreThanAMebibyte_isTooLarge() {
    OwnApi.Answer answer = put(OPS + "#".repeat(1 << 20), "*");

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.at("detail")).asString().startsWith("alertmanager.yml has ");
  }

  @Test
  void check_configuration_saysWhichAlertsMoveInPages() {
    put(OPS, "*").ok();
    IntStream.range(0, 5)
        .forEach(number -> world.post(Labels.of("alertname", "A" + number, "team", "db")));
    world.post(Labels.of("alertname", "A", "team", "web"));

    OwnApi.Answer first = check(DB, "limit=3").ok();
    OwnApi.Answer second = check(DB, "limit=3", "after=" + first.at("data", "next")).ok();

    assertThat(first.at("data", "version")).isEqualTo(1);
    assertThat(first.at("data", "active")).isEqualTo(6);
    assertThat(first.at("data", "moved")).isEqualTo(5);
    assertThat(first.at("data", "differences"))
        .isEqualTo(Map.of("receivers", 5, "groups", 5, "timers", 0));
    assertThat(first.list("data", "alerts")).hasSize(3);
    assertThat(second.list("data", "alerts")).hasSize(2);
    assertThat(second.at("data", "next")).isNull();
    assertThat(
            Stream.of(first, second)
                .flatMap(page -> page.list("data", "alerts").stream())
                .map(alert -> String.valueOf(field(alert, "fingerprint"))))
        .doesNotHaveDuplicates()
        .isSorted();
    assertThat(first.at("data", "alerts", 0, "from", 0, "receiver")).isEqualTo("ops");
    assertThat(first.at("data", "alerts", 0, "to", 0, "receiver")).isEqualTo("db");
    assertThat(first.at("data", "alerts", 0, "to", 0, "group_key"))
        .asString()
        .startsWith("{}/{team=\"db\"}:{alertname=\"A");
    assertThat(world.api.get(PATH + "/versions").ok().list("data", "versions")).hasSize(1);
  }

  @Test
  void check_problems_areSaidAndNoAlerts() {
    world.post(Labels.of("alertname", "A"));

    OwnApi.Answer answer = check("route: {receiver: gone}\nreceivers: []\n").ok();

    assertThat(answer.list("data", "problems")).isNotEmpty();
    assertThat(answer.list("data", "alerts")).isEmpty();
    assertThat(answer.at("data", "moved")).isEqualTo(0);
  }

  @Test
  void rollBack_olderVersion_isANewOne() {
    put(OPS, "*").ok();
    put(DB, "\"1\"").ok();

    assertThat(world.api.post(PATH + "/rollback/1", "").ok().at("data", "number")).isEqualTo(3);
    OwnApi.Answer page = world.api.get(PATH + "/versions", "limit=2").ok();
    assertThat(page.at("data", "versions", 0, "in_force")).isEqualTo(true);
    assertThat(page.at("data", "next")).isEqualTo(2);
    assertThat(
            world.api.get(PATH + "/versions", "after=2").ok().at("data", "versions", 0, "number"))
        .isEqualTo(1);
    assertThat(world.api.post(PATH + "/rollback/9", "").status()).isEqualTo(404);
    assertThat(world.api.get(PATH + "/versions/9").status()).isEqualTo(404);
    assertThat(world.api.get(PATH + "/versions/x").status()).isEqualTo(400);
  }

  private OwnApi.Answer put(String text, String ifMatch, String... query) {
    String body = text.startsWith("{\"") ? text : json(Map.of("alertmanager", text));
    return world.api.put(PATH, body, ifMatch, query);
  }

  private OwnApi.Answer check(String text, String... query) {
    return world.api.post(PATH + "/check", json(Map.of("alertmanager", text)), query);
  }

  private static @Nullable Object field(Object object, String name) {
    return ((Map<?, ?>) object).get(name);
  }

  private static String json(Map<String, String> body) {
    try {
      return ObjectMapper.getDefault()
          .writeValueAsString(Argument.mapOf(String.class, String.class), body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
