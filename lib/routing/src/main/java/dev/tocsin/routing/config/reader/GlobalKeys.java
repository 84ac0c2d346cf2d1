package dev.tocsin.routing.config.reader;

import dev.tocsin.routing.config.HttpSettings;
import dev.tocsin.routing.config.http.HttpKeys;
import dev.tocsin.routing.config.http.TlsKeys;
import dev.tocsin.routing.config.key.Keys;
import dev.tocsin.routing.config.receiver.Globals;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads {@code global}. */
final class GlobalKeys {
  /** What an integration may take from here in place of its own required key. */
  private static final Set<String> INHERITED =
      Set.of(
          "smtp_from",
          "smtp_smarthost",
          "slack_api_url",
          "slack_api_url_file",
          "slack_app_token",
          "slack_app_token_file",
          "opsgenie_api_key",
          "opsgenie_api_key_file",
          "wechat_api_secret",
          "wechat_api_secret_file",
          "wechat_api_corp_id",
          "victorops_api_key",
          "victorops_api_key_file",
          "telegram_bot_token",
          "telegram_bot_token_file",
          "jira_api_url",
          "rocketchat_token",
          "rocketchat_token_file",
          "rocketchat_token_id",
          "rocketchat_token_id_file",
          "mattermost_webhook_url",
          "mattermost_webhook_url_file");

  private GlobalKeys() {}

  static Optional<Globals> read(Keys keys) {
    Duration resolveTimeout =
        keys.duration("resolve_timeout").orElse(Globals.DEFAULT.resolveTimeout());
    HttpSettings http = HttpKeys.read(keys, HttpSettings.DEFAULT);
    mail(keys);
    Stream.of("opsgenie_api_key", "wechat_api_secret", "victorops_api_key", "telegram_bot_token")
        .forEach(keys::credential);
    Stream.of("rocketchat_token", "rocketchat_token_id", "slack_app_token")
        .forEach(keys::credential);
    Stream.of("slack_api_url", "mattermost_webhook_url").forEach(keys::secretAddress);
    Stream.of("slack_app_url", "pagerduty_url", "opsgenie_api_url", "wechat_api_url")
        .forEach(keys::address);
    Stream.of("victorops_api_url", "telegram_api_url", "webex_api_url", "jira_api_url")
        .forEach(keys::address);
    keys.address("rocketchat_api_url");
    keys.texts("wechat_api_corp_id");
    Set<String> given = INHERITED.stream().filter(keys::has).collect(Collectors.toSet());
    // Also where there are problems: what is given here is not missing elsewhere.
    Globals globals = new Globals(resolveTimeout, http, given);
    keys.build(() -> globals);
    return Optional.of(globals);
  }

  private static void mail(Keys keys) {
    keys.texts("smtp_from", "smtp_hello", "smtp_auth_username", "smtp_auth_identity");
    keys.hostAndPort("smtp_smarthost");
    keys.credential("smtp_auth_password");
    keys.credential("smtp_auth_secret");
    keys.flags("smtp_require_tls", "smtp_force_implicit_tls");
    TlsKeys.read(keys, "smtp_tls_config");
  }
}
