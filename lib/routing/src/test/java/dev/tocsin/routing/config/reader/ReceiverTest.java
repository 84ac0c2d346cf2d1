package dev.tocsin.routing.config.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.routing.config.Credential;
import dev.tocsin.routing.config.HttpSettings;
import dev.tocsin.routing.config.Integration;
import dev.tocsin.routing.config.PayloadTemplate;
import dev.tocsin.routing.config.Secret;
import dev.tocsin.routing.config.UnbuiltSettings;
import dev.tocsin.routing.config.WebhookSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiverTest {
  private static String webhook(String keys) {
    return Read.receiver("webhook_configs: [{" + keys + "}]");
  }

  @Test
  void webhook_allKeys_areRead() {
    assertThat(
            Read.integration(
                "webhook_configs: [{url: 'http://x', max_alerts: 5, timeout: 1m30s, send_resolved: no,"
                    + " payload: {text: '{{ .Status }}', list: [1, true, ~]}}]"))
        .isEqualTo(
            new Integration(
                "a",
                "webhook",
                0,
                false,
                new WebhookSettings(
                    new Credential.Inline(new Secret("http://x")),
                    5,
                    Duration.ofSeconds(90),
                    Optional.of(
                        new PayloadTemplate.Members(
                            Map.of(
                                "text",
                                new PayloadTemplate.Text("{{ .Status }}"),
                                "list",
                                new PayloadTemplate.Items(
                                    List.of(
                                        new PayloadTemplate.Literal("1"),
                                        new PayloadTemplate.Literal("true"),
                                        new PayloadTemplate.Literal("null")))))),
                    HttpSettings.DEFAULT)));
  }

  @Test
  void webhook_urlInAFile_isItsPath() {
    WebhookSettings settings =
        (WebhookSettings) Read.integration("webhook_configs: [{url_file: secrets/url}]").settings();
    assertThat(settings.url()).isEqualTo(new Credential.InFile("secrets/url"));
    assertThat(settings.maxAlerts()).isZero();
    assertThat(settings.timeout()).isZero();
    assertThat(settings.payload()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "send_resolved: true; an entry of webhook_configs has no \"url\" or \"url_file\"",
        "url: 'http://x', url_file: y; an entry of webhook_configs has \"url\" and \"url_file\": at most one of these",
        "url: pssst; url must be an absolute http or https address",
        "url: ''; url must be an absolute http or https address",
        "url: [pssst]; url must be a single value, not a list",
        "url: 'http://x', max_alerts: -1; max_alerts must be a whole number of at least 0, not the number -1",
        "url: 'http://x', max_alerts: '5'; max_alerts must be a whole number of at least 0, not the text \"5\"",
        "url: 'http://x', timeout: 5; timeout must be a duration such as 500ms, 30s or 1m30s, not the number 5",
        "url: 'http://x', timeout: 1d; timeout must be a duration such as 500ms, 30s or 1m30s, not the text \"1d\"",
      })
  void webhook_thatCannotBe_saysWhyWithoutItsAddress(String keys, String problem) {
    assertThat(Read.problems(webhook(keys)))
        .anySatisfy(line -> assertThat(line).endsWith(": " + problem))
        .noneSatisfy(line -> assertThat(line).contains("pssst"));
  }

  @Test
  void integrations_areNumberedByKind() {
    List<Integration> integrations =
        Read.integrations(
            Read.receiver(
                "slack_configs: [{api_url: 'http://s'}], webhook_configs: [{url: 'http://x'}, {url: 'http://y'}]"));
    assertThat(integrations)
        .extracting(Integration::key)
        .containsExactly("a/webhook[0]", "a/webhook[1]", "a/slack[0]");
    assertThat(integrations)
        .extracting(Integration::sendResolved)
        .containsExactly(true, true, false);
  }

  /** Each row is a kind, whether it sends resolved, the keys that it needs, and all others. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "slack; false; api_url: 'http://s'; channel: 1, username: x, icon_emoji: x, icon_url: x, link_names: yes, message_text: x, color: x, fallback: x, pretext: x, title: x, title_link: x, text: x, fields: [{title: a, value: b, short: no}], short_fields: true, footer: x, mrkdwn_in: [text], image_url: x, thumb_url: x, actions: [{type: a, text: b, name: c, value: d, style: e, confirm: {text: x, title: y, ok_text: z, dismiss_text: q}}], callback_id: x, timeout: 1m, update_message: true, app_url: 'http://x'",
        "slack; false; app_token_file: t; channel: x",
        "pagerduty; true; routing_key: k; url: 'http://x', client: x, client_url: x, description: x, severity: x, source: x, class: x, component: x, group: x, details: {a: 1}, images: [{src: a, alt: b, href: c}], links: [{href: a, text: b}], timeout: 1m",
        "pagerduty; true; service_key_file: f; routing_key: k",
        "email; false; to: a, from: b, smarthost: 'h:25'; hello: x, auth_username: x, auth_password: x, auth_identity: x, auth_secret: x, require_tls: no, force_implicit_tls: yes, tls_config: {}, html: x, text: x, headers: {Subject: x}, threading: {enabled: yes, thread_by_date: daily}",
        "sns; true; topic_arn: x; api_url: x, sigv4: {region: r, access_key: a, secret_key: s, profile: p, role_arn: q, external_id: e}, subject: x, message: x, attributes: {a: b}, use_aws_http_client: true",
        "opsgenie; true; api_key: x; api_url: 'http://x', message: x, description: x, source: x, details: {a: b}, entity: x, responders: [{id: a, type: Team}, {name: b, type: '{{ .x }}'}], actions: x, tags: x, priority: P1, note: x, update_alerts: true",
        "telegram; true; bot_token: x, chat_id: -1001234567890; api_url: 'http://x', message_thread_id: 5, message: x, parse_mode: MarkdownV2, disable_notifications: yes",
        "telegram; true; bot_token_file: x, chat_id_file: y; parse_mode: ''",
        "jira; true; api_url: 'http://x', project: p, issue_type: t; api_type: cloud, summary: x, description: {template: x, enable_update: no}, labels: [a], priority: x, reopen_transition: x, resolve_transition: x, wont_fix_resolution: x, reopen_duration: 1d, fields: {a: 1, b: {c: [d]}}",
        "msteams; true; webhook_url: 'http://x'; title: x, text: x, summary: x",
        "msteamsv2; true; webhook_url_file: x; title: x, text: x",
        "discord; true; webhook_url: 'http://x'; content: x, title: x, message: x, username: x, avatar_url: x",
        "webex; true; room_id: x, http_config: {authorization: {credentials: x}}; api_url: 'http://x', message: x",
        "victorops; true; api_key: x, routing_key: y; api_url: 'http://x', message_type: x, state_message: x, entity_display_name: x, monitoring_tool: x, custom_fields: {a: b}",
        "wechat; false; api_secret: x, corp_id: y; api_url: 'http://x', agent_id: 1, to_user: x, to_party: x, to_tag: x, message: x, message_type: markdown",
        "incidentio; true; url: 'http://x', alert_source_token: t; max_alerts: 5, timeout: 10s",
        "pushover; true; user_key: x, token: y; title: x, message: x, url: x, url_title: x, device: x, sound: x, priority: 1, retry: 1m, expire: 1h, ttl: 1.5h, html: yes",
        "rocketchat; false; token: x, token_id: y; api_url: 'http://x', channel: x, color: x, title: x, title_link: x, text: x, fields: [{title: a, value: b, short: yes}], short_fields: yes, emoji: x, icon_url: x, image_url: x, thumb_url: x, link_names: yes, actions: [{type: a, text: b, url: c, msg: d}]",
        "mattermost; true; webhook_url: 'http://x'; channel: x, username: x, text: x, icon_url: x, icon_emoji: x, attachments: [{fallback: x, fields: [{title: a, value: b}]}], type: x, props: {card: x}, priority: {priority: urgent, requested_ack: yes, persistent_notifications: no}",
      })
  void kind_withAllItsKeys_isTakenButNotBuilt(
      String kind, boolean sendsResolved, String needed, String others) {
    String list = kind + "_configs: [{%s}]";
    assertThat(Read.integration(list.formatted(needed)))
        .isEqualTo(new Integration("a", kind, 0, sendsResolved, new UnbuiltSettings(kind)));
    assertThat(Read.problems(Read.receiver(list.formatted(needed + ", " + others)))).isEmpty();
    assertThat(Read.problems(Read.receiver(list.formatted("")))).isNotEmpty();
    assertThat(Read.problems(Read.receiver(list.formatted(needed + ", colour: red"))))
        .singleElement()
        .asString()
        .contains("unknown field \"colour\" in an entry of " + kind + "_configs");
  }

  /** Each row is a kind, its keys, and the only problem of theirs. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "slack; channel: x; an entry of slack_configs has no \"api_url\" or \"api_url_file\" or \"app_token\" or \"app_token_file\", and global has no \"slack_api_url\"",
        "slack; api_url: 'http://s', fields: [{title: a}]; a field has no \"value\"",
        "slack; api_url: 'http://s', actions: [{type: a, text: b}]; an action has no \"name\" or \"url\"",
        "slack; api_url: 'http://s', actions: [{type: a, text: b, url: c, confirm: {}}]; confirm has no \"text\"",
        "pagerduty; url: 'http://x'; an entry of pagerduty_configs has no \"routing_key\" or \"routing_key_file\" or \"service_key\" or \"service_key_file\"",
        "email; from: b, smarthost: 'h:25'; an entry of email_configs has no \"to\"",
        "email; to: a, smarthost: 'h:25'; an entry of email_configs has no \"from\", and global has no \"smtp_from\"",
        "email; to: a, from: b; an entry of email_configs has no \"smarthost\", and global has no \"smtp_smarthost\"",
        "email; to: a, from: b, smarthost: 'h:25', headers: {Subject: x, subject: y}; headers names \"subject\" twice",
        "sns; subject: x; an entry of sns_configs must have one of \"topic_arn\", \"phone_number\" and \"target_arn\", not 0 of them",
        "sns; topic_arn: x, target_arn: y; an entry of sns_configs must have one of \"topic_arn\", \"phone_number\" and \"target_arn\", not 2 of them",
        "sns; topic_arn: x, sigv4: {access_key: a}; sigv4 must have both \"access_key\" and \"secret_key\", or neither",
        "opsgenie; tags: x; an entry of opsgenie_configs has no \"api_key\" or \"api_key_file\", and global has no \"opsgenie_api_key\"",
        "opsgenie; api_key: x, responders: [{type: team}]; a responder has no \"id\" or \"name\" or \"username\"",
        "opsgenie; api_key: x, responders: [{id: a, type: x}]; type must be a template or one of team, teams, user, escalation, schedule, not \"x\"",
        "telegram; bot_token: x; an entry of telegram_configs has no \"chat_id\" or \"chat_id_file\"",
        "telegram; bot_token: x, chat_id: 0; chat_id must not be 0",
        "telegram; bot_token: x, chat_id: 1, parse_mode: html; parse_mode must be one of Markdown, MarkdownV2, HTML, not \"html\": did you mean \"HTML\"?",
        "jira; project: p, issue_type: t; an entry of jira_configs has no \"api_url\", and global has no \"jira_api_url\"",
        "webex; room_id: x; an entry of webex_configs has no \"http_config\" with \"authorization\", which Webex asks for",
        "victorops; api_key: x, routing_key: y, custom_fields: {entity_id: z}; custom_fields must not have \"entity_id\": it is set already",
        "wechat; api_secret: x, corp_id: y, message_type: z; message_type must be one of text, markdown, not \"z\"",
        "incidentio; url: 'http://x'; an entry of incidentio_configs has no \"alert_source_token\" or \"alert_source_token_file\"",
        "pushover; user_key: x; an entry of pushover_configs has no \"token\" or \"token_file\"",
        "pushover; user_key: x, token: y, html: yes, monospace: yes; an entry of pushover_configs has \"html\" and \"monospace\": at most one of these",
        "rocketchat; token: x; an entry of rocketchat_configs has no \"token_id\" or \"token_id_file\", and global has no \"rocketchat_token_id\"",
        "mattermost; webhook_url: 'http://x', attachments: [{fields: [{title: a}]}]; a field has no \"value\"",
      })
  void kind_thatCannotBe_saysWhy(String kind, String keys, String problem) {
    assertThat(Read.problems(Read.receiver(kind + "_configs: [{" + keys + "}]")))
        .singleElement()
        .asString()
        .endsWith(": " + problem);
  }

  /** Each row is keys of global, and an integration that needs them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "slack_api_url: 'http://s'; slack_configs: [{}]",
        "slack_api_url_file: s; slack_configs: [{}]",
        "slack_app_token: s; slack_configs: [{}]",
        "smtp_from: a, smtp_smarthost: 'h:25'; email_configs: [{to: x}]",
        "opsgenie_api_key: k; opsgenie_configs: [{}]",
        "victorops_api_key_file: k; victorops_configs: [{routing_key: x}]",
        "wechat_api_secret: s, wechat_api_corp_id: c; wechat_configs: [{}]",
        "telegram_bot_token: t; telegram_configs: [{chat_id: 1}]",
        "jira_api_url: 'http://j'; jira_configs: [{project: p, issue_type: t}]",
        "rocketchat_token: t, rocketchat_token_id_file: i; rocketchat_configs: [{}]",
        "mattermost_webhook_url: 'http://m'; mattermost_configs: [{}]",
      })
  void kind_whatGlobalHas_isNotMissing(String global, String integration) {
    String receiver = Read.receiver(integration);
    assertThat(Read.problems(receiver)).isNotEmpty();
    assertThat(Read.problems(receiver + "global: {" + global + "}\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "", "~"})
  void kind_withoutEntries_isNone(String list) {
    assertThat(Read.integrations(Read.receiver("webhook_configs: " + list))).isEmpty();
  }
}
