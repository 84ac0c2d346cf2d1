package dev.tocsin.routing.interval;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRulesProvider;
import java.util.Set;

/** The place whose clock an interval goes by, as the configuration names it. */
public final class Location {
  /** Zones of the tz database that a Java platform may know only by their short names. */
  private static final Set<String> SHORT_NAMES = Set.of("EST", "MST", "HST");

  private Location() {}

  /**
   * Reads a name of the tz database such as {@code Europe/Berlin}; the empty text and {@code UTC}
   * are UTC, {@code Local} the zone of this host. Throws {@link IllegalArgumentException} with a
   * sentence.
   */
  public static ZoneId parse(String name) {
    if (name.isEmpty() || name.equals("UTC")) {
      return ZoneOffset.UTC;
    }
    if (name.equals("Local")) {
      return ZoneId.systemDefault();
    }
    if (SHORT_NAMES.contains(name)) {
      return ZoneId.of(name, ZoneId.SHORT_IDS);
    }
    if (ZoneRulesProvider.getAvailableZoneIds().contains(name)) {
      return ZoneId.of(name);
    }
    throw new IllegalArgumentException(
        "unknown time zone \"%s\"; write a name of the tz database such as Europe/Berlin"
            .formatted(name));
  }
}
