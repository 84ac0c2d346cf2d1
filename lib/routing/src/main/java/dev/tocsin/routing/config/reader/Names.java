package dev.tocsin.routing.config.reader;

import dev.tocsin.core.yaml.Position;
import dev.tocsin.routing.config.key.Keys;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names that are given to things of one sort, and used elsewhere. A name counts as given also
 * where its thing has problems.
 */
final class Names {
  private final String thing;
  private final Map<String, Position> given = new HashMap<>();

  /** Messages call one of the things {@code thing}. */
  Names(String thing) {
    this.thing = thing;
  }

  /** Notes the name of a thing, which must be the only one of this name. */
  void give(Keys keys, String name) {
    Position first = given.putIfAbsent(name, keys.at("name"));
    if (first != null) {
      keys.problem(
          "name", "%s \"%s\" is defined twice: the first is at %s".formatted(thing, name, first));
    }
  }

  /** Checks a name that a key uses. */
  void use(Keys keys, String key, String name) {
    check(keys, keys.at(key), name);
  }

  /** Checks the names that a key lists. */
  void use(Keys keys, String key, List<String> names) {
    for (int at = 0; at < names.size(); at++) {
      check(keys, keys.at(key, at), names.get(at));
    }
  }

  private void check(Keys keys, Position at, String name) {
    if (!given.containsKey(name)) {
      keys.problems().add(at, "undefined %s \"%s\" used in route".formatted(thing, name));
    }
  }
}
