package dev.tocsin.routing.config.receiver;

import dev.tocsin.routing.config.IntegrationSettings;
import dev.tocsin.routing.config.UnbuiltSettings;
import dev.tocsin.routing.config.http.HttpKeys;
import dev.tocsin.routing.config.key.Keys;
import java.util.function.Supplier;

/**
 * A kind of integration.
 *
 * @param sendsResolved whether the end of alerts is notified where {@code send_resolved} does not
 *     say
 * @param reader asks for the keys that are the kind's own
 */
public record Kind(String name, boolean sendsResolved, Reader reader) {

  /** Asks for the keys of one integration; the settings are made where there is no problem. */
  @FunctionalInterface
  public interface Reader {
    Supplier<IntegrationSettings> read(Keys keys, Globals globals);
  }

  /** Asks for the keys of one integration, and keeps none of them. */
  @FunctionalInterface
  interface Check {
    void read(Keys keys, Globals globals);
  }

  /** A kind that is called over HTTP, and that Tocsin cannot deliver to yet. */
  static Kind unbuilt(String name, boolean sendsResolved, Check check) {
    return unbuiltWithoutHttp(
        name,
        sendsResolved,
        (keys, globals) -> {
          HttpKeys.read(keys, globals.http());
          check.read(keys, globals);
        });
  }

  static Kind unbuiltWithoutHttp(String name, boolean sendsResolved, Check check) {
    return new Kind(
        name,
        sendsResolved,
        (keys, globals) -> {
          check.read(keys, globals);
          return () -> new UnbuiltSettings(name);
        });
  }

  /** The key of its list in a receiver: {@code webhook_configs}. */
  public String key() {
    return name + "_configs";
  }
}
