package dev.tocsin.routing.config.receiver;

import dev.tocsin.routing.config.key.Keys;
import java.util.List;
import java.util.Optional;

/** The keys of {@code rocketchat_configs}. */
final class RocketchatKeys {
  static final Kind KIND = Kind.unbuilt("rocketchat", false, RocketchatKeys::read);

  private RocketchatKeys() {}

  private static void read(Keys keys, Globals globals) {
    keys.address("api_url");
    keys.credential("token");
    keys.requireAny(
        List.of("token", "token_file"),
        globals.hasAny("rocketchat_token", "rocketchat_token_file"),
        "rocketchat_token");
    keys.credential("token_id");
    keys.requireAny(
        List.of("token_id", "token_id_file"),
        globals.hasAny("rocketchat_token_id", "rocketchat_token_id_file"),
        "rocketchat_token_id");
    keys.texts("channel", "color", "title", "title_link", "text", "emoji", "icon_url");
    keys.texts("image_url", "thumb_url");
    keys.flags("short_fields", "link_names");
    keys.list("fields", "a field", RocketchatKeys::field);
    keys.list("actions", "an action", RocketchatKeys::action);
  }

  private static Optional<Boolean> field(Keys keys) {
    keys.texts("title", "value");
    keys.flags("short");
    return keys.build(() -> true);
  }

  /** Alertmanager gives these keys no names of their own: they are written without underscores. */
  private static Optional<Boolean> action(Keys keys) {
    keys.texts("type", "text", "url", "imageurl", "webviewheightratio", "msg", "msgprocessingtype");
    keys.flags("iswebview", "msginchatwindow");
    return keys.build(() -> true);
  }
}
