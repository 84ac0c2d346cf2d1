package dev.tocsin.routing.config.receiver;

import dev.tocsin.routing.config.key.Keys;
import java.util.List;
import java.util.Optional;

/** The keys of {@code mattermost_configs}. */
final class MattermostKeys {
  static final Kind KIND = Kind.unbuilt("mattermost", true, MattermostKeys::read);

  private MattermostKeys() {}

  private static void read(Keys keys, Globals globals) {
    keys.secretAddress("webhook_url");
    keys.requireAny(
        List.of("webhook_url", "webhook_url_file"),
        globals.hasAny("mattermost_webhook_url", "mattermost_webhook_url_file"),
        "mattermost_webhook_url");
    keys.texts("channel", "username", "icon_url", "icon_emoji", "type");
    content(keys);
    keys.list("attachments", "an attachment", MattermostKeys::attachment);
    keys.mapping("props", MattermostKeys::props);
    keys.mapping("priority", MattermostKeys::priority);
  }

  private static Optional<Boolean> attachment(Keys keys) {
    content(keys);
    return keys.build(() -> true);
  }

  /** What an attachment has, and the message itself too, as its first attachment. */
  private static void content(Keys keys) {
    keys.texts("fallback", "color", "pretext", "text", "author_name", "author_link", "author_icon");
    keys.texts("title", "title_link", "thumb_url", "footer", "footer_icon", "image_url");
    keys.list("fields", "a field", MattermostKeys::field);
  }

  private static Optional<Boolean> field(Keys keys) {
    keys.requiredText("title");
    keys.requiredText("value");
    keys.flags("short");
    return keys.build(() -> true);
  }

  private static Optional<Boolean> props(Keys keys) {
    keys.texts("card");
    return keys.build(() -> true);
  }

  private static Optional<Boolean> priority(Keys keys) {
    keys.texts("priority");
    keys.flags("requested_ack", "persistent_notifications");
    return keys.build(() -> true);
  }
}
