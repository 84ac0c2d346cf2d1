package dev.tocsin.routing.config.reader;

import dev.tocsin.routing.config.key.Keys;
import java.util.List;
import java.util.function.Predicate;

/** Checks names of labels in a list. */
final class LabelNames {
  private LabelNames() {}

  static void check(Keys keys, String key, List<String> names, Predicate<String> allowed) {
    for (int at = 0; at < names.size(); at++) {
      if (!allowed.test(names.get(at))) {
        keys.problems()
            .add(
                keys.at(key, at),
                "%s has no valid name of a label: \"%s\"".formatted(key, names.get(at)));
      }
    }
  }
}
