package dev.tocsin.routing.config.receiver;

import dev.tocsin.routing.config.key.Keys;

/** The keys of {@code discord_configs}. */
final class DiscordKeys {
  static final Kind KIND = Kind.unbuilt("discord", true, DiscordKeys::read);

  private DiscordKeys() {}

  private static void read(Keys keys, Globals globals) {
    keys.secretAddress("webhook_url");
    keys.requireAny("webhook_url", "webhook_url_file");
    keys.texts("content", "title", "message", "username", "avatar_url");
  }
}
