package dev.tocsin.core.setting;

import java.time.Duration;
import java.util.List;

/**
 * How alerts are named.
 *
 * @param instanceLabels the labels that may name the instance of an alert key: the first that the
 *     key has does; without any, the instance is unknown
 * @param dedupWindow within which a key that fires again continues its alert; whole seconds
 */
public record AlertNaming(List<String> instanceLabels, Duration dedupWindow) {
  /** What holds where nothing is set. */
  public static final AlertNaming DEFAULT =
      new AlertNaming(
          List.of("instance_id", "instance", "host.name", "host"), Duration.ofMinutes(15));

  public AlertNaming {
    instanceLabels = List.copyOf(instanceLabels);
  }

  /** The same, with another window. */
  public AlertNaming withDedupWindow(Duration window) {
    return new AlertNaming(instanceLabels, window);
  }
}
