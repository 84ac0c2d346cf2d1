package dev.tocsin.local.pipeline;

import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.setting.Settings;
import dev.tocsin.core.setting.Topic;
import dev.tocsin.platform.access.Authenticator;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of functions for as long as they run, as the properties that each understands; what
 * may change meanwhile they ask for.
 *
 * @param settings of the user's file
 * @param notifyUrl where notifications go; none where no notifier runs
 * @param publicUrl under which people reach approvals
 * @param approvalKey base64 of the key that approval links are signed with; none where nobody signs
 *     or reads them
 * @param sealKey base64 of the key by which stored configurations are encrypted; none where no
 *     notifier runs
 * @param authenticator of those who may ask over HTTP; none: everyone on this host
 */
record PipelineSettings(
    Settings settings,
    Optional<URI> notifyUrl,
    URI publicUrl,
    Optional<String> approvalKey,
    Optional<String> sealKey,
    Optional<Authenticator> authenticator) {
  PipelineSettings(Settings settings, URI notifyUrl, URI publicUrl, String approvalKey) {
    this(
        settings,
        Optional.of(notifyUrl),
        publicUrl,
        Optional.of(approvalKey),
        Optional.empty(),
        Optional.empty());
  }

  /** What every function behind the API has. */
  private Map<String, Object> access() {
    Map<String, Object> properties = new HashMap<>();
    properties.put("tocsin.api.access", authenticator.isPresent() ? "credentials" : "open");
    settings.publicUrl().ifPresent(url -> properties.put("tocsin.api.public-url", url.toString()));
    return properties;
  }

  Map<String, Object> evaluator() {
    Map<String, Object> properties = new HashMap<>(access());
    properties.put("tocsin.evaluator.topics", settings.topics().stream().map(Topic::name).toList());
    properties.put(
        "tocsin.evaluator.formats", settings.topics().stream().map(Topic::format).toList());
    properties.put("tocsin.kafka.batch", settings.limits().of(Limit.BATCH_SIZE));
    return properties;
  }

  Map<String, Object> notifier() {
    Map<String, Object> properties = new HashMap<>(approvals());
    properties.putAll(access());
    notifyUrl.ifPresent(url -> properties.put("tocsin.notifier.api-url", url.toString()));
    sealKey.ifPresent(key -> properties.put("tocsin.seal.key", key));
    properties.put("tocsin.notifier.flush.external-url", publicUrl.toString());
    // Groups are flushed in a loop, which needs no queue to wake it.
    properties.put("tocsin.notifier.loop", true);
    // Ticks come every second, so that none has to look further ahead.
    properties.put("tocsin.notifier.tick-horizon", Duration.ofSeconds(1));
    return properties;
  }

  Map<String, Object> remediation() {
    return approvals();
  }

  private Map<String, Object> approvals() {
    Map<String, Object> properties = new HashMap<>();
    properties.put("tocsin.public-url", publicUrl.toString());
    approvalKey.ifPresent(key -> properties.put("tocsin.approval.key", key));
    return properties;
  }

  @Override
  public String toString() {
    return "PipelineSettings[%s, notify %s, public %s]"
        .formatted(settings, notifyUrl.map(URI::toString).orElse("-"), publicUrl);
  }
}
