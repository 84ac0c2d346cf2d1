package dev.tocsin.notifier.send.http;

import dev.tocsin.core.remediation.AddressGuard;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.exceptions.ConfigurationException;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Predicate;

/** Which addresses are never called. */
@Context
final class AddressPolicy {
  private final List<AddressRange> allowed;

  AddressPolicy(OutgoingSettings settings) {
    allowed =
        settings.allowed().stream()
            .filter(text -> !text.isBlank())
            .map(text ->
                AddressRange.parse(text)
                    .orElseThrow(() ->
                        new ConfigurationException(
                            "tocsin.notifier.outgoing.allowed has \"%s\"; it must be addresses such as 10.1.0.0/16"
                                .formatted(text))))
            .toList();
  }

  /** Refuses what hands out credentials of a cloud and, unless trusted, this network. */
  Predicate<InetAddress> refused(boolean trusted) {
    return trusted
        ? AddressGuard::refuses
        : address ->
            AddressGuard.refuses(address)
                || (AddressGuard.isPrivate(address)
                    && allowed.stream().noneMatch(range -> range.contains(address)));
  }
}
