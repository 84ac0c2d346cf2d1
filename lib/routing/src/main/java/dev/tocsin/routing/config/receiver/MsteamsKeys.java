package dev.tocsin.routing.config.receiver;

import dev.tocsin.routing.config.key.Keys;

/** The keys of {@code msteams_configs} and {@code msteamsv2_configs}. */
final class MsteamsKeys {
  static final Kind KIND = Kind.unbuilt("msteams", true, MsteamsKeys::read);

  static final Kind V2 = Kind.unbuilt("msteamsv2", true, MsteamsKeys::readV2);

  private MsteamsKeys() {}

  private static void read(Keys keys, Globals globals) {
    readV2(keys, globals);
    keys.texts("summary");
  }

  private static void readV2(Keys keys, Globals globals) {
    keys.secretAddress("webhook_url");
    keys.requireAny("webhook_url", "webhook_url_file");
    keys.texts("title", "text");
  }
}
