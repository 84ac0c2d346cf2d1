package dev.tocsin.notifier.send.http;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.util.List;

/**
 * What integrations may call.
 *
 * @param allowed addresses of this machine and its network, as {@code 10.1.0.0/16}, that a
 *     configuration which came by API may name
 */
@ConfigurationProperties("tocsin.notifier.outgoing")
record OutgoingSettings(@Bindable(defaultValue = "") List<String> allowed) {
  OutgoingSettings {
    allowed = List.copyOf(allowed);
  }
}
