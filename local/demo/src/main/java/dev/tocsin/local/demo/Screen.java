package dev.tocsin.local.demo;

import java.time.Instant;
import java.util.List;

/**
 * All that the live view shows at one moment.
 *
 * @param alerts those that are active
 * @param apiAnswers false while the alerts API does not answer
 * @param episodes stories of alerts, oldest first
 * @param addresses what a person can open or type
 */
record Screen(
    Instant startedAt,
    Instant now,
    MetricsFeed.Progress feed,
    List<ActiveAlert> alerts,
    boolean apiAnswers,
    List<Episode> episodes,
    List<Address> addresses) {

  Screen {
    alerts = List.copyOf(alerts);
    episodes = List.copyOf(episodes);
    addresses = List.copyOf(addresses);
  }

  /** Something to open in a browser or to type into a shell. */
  record Address(String name, String text) {}
}
