package dev.tocsin.local.upstream;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A receiver and its webhooks. */
record ReceiverSettings(String name, List<WebhookSettings> webhooks) {
  /** What a webhook is sent; {@code maxAlerts} 0 is all. */
  record WebhookSettings(boolean sendResolved, int maxAlerts) {}

  ReceiverSettings {
    webhooks = List.copyOf(webhooks);
  }

  /** The paths of its webhooks. */
  List<String> paths() {
    return IntStream.range(0, webhooks.size()).mapToObj(index -> '/' + name + '/' + index).toList();
  }

  /**
   * As an element of {@code receivers}.
   *
   * @param url the address of a path
   */
  Map<String, Object> yaml(UnaryOperator<String> url) {
    return Map.of(
        "name",
        name,
        "webhook_configs",
        IntStream.range(0, webhooks.size())
            .mapToObj(index ->
                Map.of(
                    "url",
                    url.apply(paths().get(index)),
                    "send_resolved",
                    webhooks.get(index).sendResolved(),
                    "max_alerts",
                    webhooks.get(index).maxAlerts()))
            .toList());
  }
}
