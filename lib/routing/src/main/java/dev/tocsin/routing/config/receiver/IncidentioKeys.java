package dev.tocsin.routing.config.receiver;

import dev.tocsin.routing.config.key.Keys;

/** The keys of {@code incidentio_configs}. */
final class IncidentioKeys {
  static final Kind KIND = Kind.unbuilt("incidentio", true, IncidentioKeys::read);

  private IncidentioKeys() {}

  private static void read(Keys keys, Globals globals) {
    keys.address("url");
    keys.file("url_file");
    keys.requireAny("url", "url_file");
    keys.atMostOne("url", "url_file");
    keys.credential("alert_source_token");
    if (keys.hasWithin("http_config", "authorization", "bearer_token", "bearer_token_file")) {
      keys.atMostOne("http_config", "alert_source_token", "alert_source_token_file");
    } else {
      keys.requireAny("alert_source_token", "alert_source_token_file");
    }
    keys.number("max_alerts", 0, Integer.MAX_VALUE);
    keys.goDuration("timeout");
  }
}
