package dev.tocsin.routing.config.receiver;

import dev.tocsin.routing.config.key.Keys;

/** The keys of {@code webex_configs}. */
final class WebexKeys {
  static final Kind KIND = Kind.unbuilt("webex", true, WebexKeys::read);

  private WebexKeys() {}

  private static void read(Keys keys, Globals globals) {
    keys.address("api_url");
    keys.requiredText("room_id");
    keys.texts("message");
    if (!keys.hasWithin("http_config", "authorization", "bearer_token", "bearer_token_file")) {
      keys.problem(
          keys.thing() + " has no \"http_config\" with \"authorization\", which Webex asks for");
    }
  }
}
