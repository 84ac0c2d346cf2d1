package dev.tocsin.routing.config.receiver;

import dev.tocsin.core.yaml.Shape;
import dev.tocsin.core.yaml.YamlNode;
import dev.tocsin.routing.config.Credential;
import dev.tocsin.routing.config.HttpSettings;
import dev.tocsin.routing.config.IntegrationSettings;
import dev.tocsin.routing.config.PayloadTemplate;
import dev.tocsin.routing.config.WebhookSettings;
import dev.tocsin.routing.config.http.HttpKeys;
import dev.tocsin.routing.config.key.Keys;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The keys of {@code webhook_configs}. */
final class WebhookKeys {
  static final Kind KIND = new Kind("webhook", true, WebhookKeys::read);

  private static final Shape<PayloadTemplate> PAYLOAD =
      (name, node, problems) -> Optional.of(payload(node));

  private WebhookKeys() {}

  private static Supplier<IntegrationSettings> read(Keys keys, Globals globals) {
    Optional<Credential> url = keys.secretAddress("url");
    keys.requireAny("url", "url_file");
    int maxAlerts =
        Math.clamp(keys.number("max_alerts", 0, Long.MAX_VALUE).orElse(0L), 0, Integer.MAX_VALUE);
    Duration timeout = keys.goDuration("timeout").orElse(Duration.ZERO);
    Optional<PayloadTemplate> payload = keys.value("payload", PAYLOAD);
    HttpSettings http = HttpKeys.read(keys, globals.http());
    return () -> new WebhookSettings(url.orElseThrow(), maxAlerts, timeout, payload, http);
  }

  private static PayloadTemplate payload(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar scalar ->
          switch (scalar.kind()) {
            case TEXT -> new PayloadTemplate.Text(scalar.text());
            case NUMBER, FLAG -> new PayloadTemplate.Literal(scalar.text());
            case NOTHING -> new PayloadTemplate.Literal("null");
          };
      case YamlNode.Sequence list ->
          new PayloadTemplate.Items(list.items().stream().map(WebhookKeys::payload).toList());
      case YamlNode.Mapping map -> {
        Map<String, PayloadTemplate> members = new LinkedHashMap<>();
        map.fields().forEach(field -> members.put(field.name().text(), payload(field.value())));
        yield new PayloadTemplate.Members(members);
      }
    };
  }
}
