package dev.tocsin.core.setting;

import dev.tocsin.core.yaml.Position;
import java.util.Locale;

/**
 * A topic that holds metrics.
 *
 * @param keyed whether all samples of a series are in one partition
 * @param at where the settings name it
 */
public record Topic(String name, Format format, boolean keyed, Position at) {
  /** How its records are encoded. */
  public enum Format {
    JSON;

    /** The format as files write it: {@code json}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
