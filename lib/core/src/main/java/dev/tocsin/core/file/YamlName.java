package dev.tocsin.core.file;

import java.util.Locale;

/** Names of files of YAML. */
public final class YamlName {
  private YamlName() {}

  /** Whether a name ends in {@code .yaml} or {@code .yml}, in any case. */
  public static boolean isOne(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".yaml") || lower.endsWith(".yml");
  }
}
