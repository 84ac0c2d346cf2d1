package dev.tocsin.routing.config.receiver;

import dev.tocsin.routing.config.key.Keys;

/** The keys of {@code pushover_configs}. */
final class PushoverKeys {
  static final Kind KIND = Kind.unbuilt("pushover", true, PushoverKeys::read);

  private PushoverKeys() {}

  private static void read(Keys keys, Globals globals) {
    keys.credential("user_key");
    keys.requireAny("user_key", "user_key_file");
    keys.credential("token");
    keys.requireAny("token", "token_file");
    keys.texts("title", "message", "url", "url_title", "device", "sound", "priority");
    keys.goDuration("retry");
    keys.goDuration("expire");
    keys.goDuration("ttl");
    boolean html = keys.flag("html", false);
    boolean monospace = keys.flag("monospace", false);
    if (html && monospace) {
      keys.atMostOne("html", "monospace");
    }
  }
}
