package dev.tocsin.local.alertmanager;

import dev.tocsin.core.failure.UserError;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A name that Alertmanager's {@code --enable-feature} takes. */
enum Feature {
  CLASSIC_MODE(true),
  UTF8_STRICT_MODE(true),
  RECEIVER_NAME_IN_METRICS(true),
  ALERT_NAMES_IN_METRICS(false),
  GROUP_KEY_IN_METRICS(false),
  AUTO_GOMEMLIMIT(false),
  AUTO_GOMAXPROCS(false),
  EVENT_RECORDER(false);

  private final boolean hasEffect;

  Feature(boolean hasEffect) {
    this.hasEffect = hasEffect;
  }

  /** The name as the flag takes it: {@code classic-mode}. */
  String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  boolean hasEffect() {
    return hasEffect;
  }

  /**
   * Of a name.
   *
   * @throws UserError when it is none
   */
  static Feature of(String name) {
    return Arrays.stream(values())
        .filter(feature -> feature.code().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new UserError(
                "--enable-feature has \"%s\", which is no feature: there are %s"
                    .formatted(
                        name,
                        Arrays.stream(values())
                            .map(Feature::code)
                            .collect(Collectors.joining(", ")))));
  }
}
