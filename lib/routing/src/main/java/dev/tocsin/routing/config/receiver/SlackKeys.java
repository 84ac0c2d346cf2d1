package dev.tocsin.routing.config.receiver;

import dev.tocsin.routing.config.key.Keys;
import java.util.List;
import java.util.Optional;

/** The keys of {@code slack_configs}. */
final class SlackKeys {
  static final Kind KIND = Kind.unbuilt("slack", false, SlackKeys::read);

  private SlackKeys() {}

  private static void read(Keys keys, Globals globals) {
    addresses(keys, globals);
    keys.texts("channel", "username", "icon_emoji", "icon_url", "color", "fallback", "pretext");
    keys.texts("title", "title_link", "text", "message_text", "footer", "callback_id");
    keys.texts("image_url", "thumb_url");
    keys.flags("short_fields", "link_names", "update_message");
    keys.textList("mrkdwn_in");
    keys.duration("timeout");
    keys.list("fields", "a field", SlackKeys::field);
    keys.list("actions", "an action", SlackKeys::action);
  }

  /** A webhook's address, or an app's token. */
  private static void addresses(Keys keys, Globals globals) {
    keys.secretAddress("api_url");
    keys.credential("app_token");
    keys.address("app_url");
    keys.requireAny(
        List.of("api_url", "api_url_file", "app_token", "app_token_file"),
        globals.hasAny(
            "slack_api_url", "slack_api_url_file", "slack_app_token", "slack_app_token_file"),
        "slack_api_url");
  }

  private static Optional<Boolean> field(Keys keys) {
    keys.requiredText("title");
    keys.requiredText("value");
    keys.flags("short");
    return keys.build(() -> true);
  }

  private static Optional<Boolean> action(Keys keys) {
    keys.requiredText("type");
    keys.requiredText("text");
    keys.texts("url", "style", "name", "value");
    keys.requireAny("name", "url");
    keys.mapping("confirm", SlackKeys::confirmation);
    return keys.build(() -> true);
  }

  private static Optional<Boolean> confirmation(Keys keys) {
    keys.requiredText("text");
    keys.texts("title", "ok_text", "dismiss_text");
    return keys.build(() -> true);
  }
}
