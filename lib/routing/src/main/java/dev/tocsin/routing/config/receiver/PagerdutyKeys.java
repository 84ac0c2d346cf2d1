package dev.tocsin.routing.config.receiver;

import dev.tocsin.routing.config.key.Keys;
import java.util.Optional;

/** The keys of {@code pagerduty_configs}. */
final class PagerdutyKeys {
  static final Kind KIND = Kind.unbuilt("pagerduty", true, PagerdutyKeys::read);

  private PagerdutyKeys() {}

  private static void read(Keys keys, Globals globals) {
    keys.credential("routing_key");
    keys.credential("service_key");
    keys.requireAny("routing_key", "routing_key_file", "service_key", "service_key_file");
    keys.address("url");
    keys.texts("client", "client_url", "description", "severity", "source", "class", "component");
    keys.texts("group");
    keys.textMap("details");
    keys.list("images", "an image", PagerdutyKeys::image);
    keys.list("links", "a link", PagerdutyKeys::link);
    keys.duration("timeout");
  }

  private static Optional<Boolean> image(Keys keys) {
    keys.texts("src", "alt", "href");
    return keys.build(() -> true);
  }

  private static Optional<Boolean> link(Keys keys) {
    keys.texts("href", "text");
    return keys.build(() -> true);
  }
}
