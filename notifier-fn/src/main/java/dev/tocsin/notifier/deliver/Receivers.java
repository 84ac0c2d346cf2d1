package dev.tocsin.notifier.deliver;

import java.util.Optional;

/** The receivers that there are now, by name. */
@FunctionalInterface
public interface Receivers {
  /**
   * @return empty when there is none of this name, not even in the newest configuration: its
   *     deliveries end
   */
  Optional<Receiver> find(String name);
}
