package dev.tocsin.routing.config.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.yaml.Problems;
import dev.tocsin.routing.config.ReadingOptions;
import dev.tocsin.routing.config.RoutingConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A configuration as it is shown: without its secrets, and readable again. */
class OriginalTest {
  /** Entries of integrations, in which SECRET stands for another secret each time. */
  private static final List<String> INTEGRATIONS =
      List.of(
          "webhook_configs: [{url: 'http://h.example/SECRET', send_resolved: no}]",
          "webhook_configs: [{url: 'http://h.example/SECRET', http_config: {HTTP}}, {url_file: f}]",
          "slack_configs: [{api_url: 'https://h.example/SECRET', channel: 123, title: '{{ yes }}'}]",
          "slack_configs: [{app_token: SECRET}]",
          "pagerduty_configs: [{routing_key: SECRET, service_key: SECRET, http_config: {HTTP}}]",
          "email_configs: [{to: x, from: y, smarthost: 'h:25', auth_password: SECRET, auth_secret: SECRET}]",
          "sns_configs: [{topic_arn: t, sigv4: {access_key: a, secret_key: SECRET}}]",
          "opsgenie_configs: [{api_key: SECRET, http_config: {HTTP}}]",
          "telegram_configs: [{bot_token: SECRET, chat_id: -5}]",
          "msteams_configs: [{webhook_url: 'http://h.example/SECRET'}]",
          "msteamsv2_configs: [{webhook_url: 'http://h.example/SECRET'}]",
          "discord_configs: [{webhook_url: 'http://h.example/SECRET'}]",
          "mattermost_configs: [{webhook_url: 'http://h.example/SECRET'}]",
          "webex_configs: [{room_id: r, http_config: {authorization: {credentials: SECRET}}}]",
          "victorops_configs: [{api_key: SECRET, routing_key: shown}]",
          "wechat_configs: [{api_secret: SECRET, corp_id: c}]",
          "incidentio_configs: [{url: 'http://i.example', alert_source_token: SECRET}]",
          "pushover_configs: [{user_key: SECRET, token: SECRET}]",
          "rocketchat_configs: [{token: SECRET, token_id: SECRET}]");

  private static final List<String> HTTP =
      List.of(
          "basic_auth: {username: shown, password: SECRET}",
          "authorization: {credentials: SECRET}",
          "bearer_token: SECRET",
          "oauth2: {client_id: i, client_secret: SECRET, token_url: 'http://t'}",
          "tls_config: {cert: c, key: SECRET}",
          "proxy_url: 'http://u:SECRET@p', proxy_connect_header: {A: [SECRET]}",
          "http_headers: {A: {values: [shown], secrets: [SECRET, SECRET]}}, follow_redirects: off");

  private static final List<String> GLOBALS =
      List.of(
          "smtp_auth_password: SECRET, smtp_auth_secret: SECRET",
          "slack_api_url: 'http://h.example/SECRET', slack_app_token: SECRET",
          "opsgenie_api_key: SECRET, victorops_api_key: SECRET, telegram_bot_token: SECRET",
          "wechat_api_secret: SECRET, rocketchat_token: SECRET, rocketchat_token_id: SECRET",
          "mattermost_webhook_url: 'http://h.example/SECRET', pagerduty_url: 'http://u:SECRET@p.example/'",
          "http_config: {HTTP}, smtp_tls_config: {cert: c, key: SECRET}");

  /** A valid configuration with many secrets. */
  private static String configuration(Random random) {
    StringBuilder text =
        new StringBuilder("route: {receiver: r0, routes: [{matchers: ['a=\"b\"']}]}\n");
    if (random.nextBoolean()) {
      text.append("global: {").append(pick(GLOBALS, random)).append("}\n");
    }
    text.append("receivers:\n");
    int receivers = 1 + random.nextInt(4);
    for (int number = 0; number < receivers; number++) {
      text.append("- {name: r%d, %s}\n".formatted(number, pick(INTEGRATIONS, random)));
    }
    int at;
    while ((at = text.indexOf("HTTP}")) >= 0) {
      text.replace(at, at + 4, pick(HTTP, random));
    }
    for (int number = 0; (at = text.indexOf("SECRET")) >= 0; number++) {
      text.replace(at, at + 6, "pssst" + number);
    }
    return text.toString();
  }

  private static String pick(List<String> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }

  static List<String> configurations() {
    List<String> texts = new ArrayList<>();
    IntStream.range(0, 300).forEach(seed -> texts.add(configuration(new Random(seed))));
    return texts;
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void original_anyConfiguration_hidesSecretsAndIsReadBack(String text) {
    RoutingConfiguration read = Read.good(text);
    assertThat(text).contains("pssst0");
    assertThat(read.original()).doesNotContain("pssst");
    assertThat(read.toString()).doesNotContain("pssst");

    RoutingConfiguration again = Read.good(read.original());
    assertThat(again.original()).isEqualTo(read.original());
    assertThat(again.root()).isEqualTo(read.root());
    assertThat(again.receivers().keySet()).isEqualTo(read.receivers().keySet());
  }

  /** What is wrong with a file is said without the secrets in it. */
  @ParameterizedTest
  @MethodSource("configurations")
  void problems_ofABrokenConfiguration_holdNoSecret(String text) {
    Random random = new Random(text.hashCode());
    int at = random.nextInt(text.length());
    String broken =
        text.substring(0, at)
            + pick(List.of("x", "]", "{", " ", ":"), random)
            + text.substring(at + 1);
    Problems problems = new Problems();
    Read.read(broken, ReadingOptions.LOCAL_FILE, problems);
    assertThat(problems.toString().replace("unknown field \"pssst", "")).doesNotContain("pssst");
  }

  @Test
  void original_isBlockStyleInTheOrderOfTheFile() {
    assertThat(
            Read.good(
                    """
                    # all of it
                    receivers: [{name: a, webhook_configs: [{url: http://x/s3cret, send_resolved: No}]}]
                    route: {receiver: a, group_by: [], routes: [{matchers: [a="b"], continue: y}]}
                    """)
                .original())
        .isEqualTo(
            """
            receivers:
            - name: a
              webhook_configs:
              - url: "<secret>"
                send_resolved: false
            route:
              receiver: a
              group_by: []
              routes:
              - matchers:
                - "a=\\"b\\""
                continue: true
            """);
  }

  @Test
  void original_anchors_areWrittenOut() {
    assertThat(
            Read.good(
                    """
                    route: {receiver: a}
                    receivers:
                    - name: a
                      webhook_configs: [{url: http://x/s3cret, http_config: &h {bearer_token: s3cret}}]
                      slack_configs: [{api_url: http://y/s3cret, http_config: *h}]
                    """)
                .original())
        .doesNotContain("s3cret", "&", "*")
        .containsOnlyOnce("slack_configs");
  }
}
