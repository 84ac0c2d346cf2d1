package dev.tocsin.routing.config.key;

import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.Position;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.YamlNode;
import dev.tocsin.core.yaml.YamlNode.Scalar;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which keys a mapping has, where they are, and what is wrong with that. */
public abstract sealed class GivenKeys permits Keys {
  private final String thing;
  private final Fields fields;

  /** Messages call the mapping {@code thing}. */
  GivenKeys(String thing, Fields fields) {
    this.thing = thing;
    this.fields = fields;
  }

  /** Whether a key holds something else than the empty text. */
  public boolean has(String key) {
    return fields.optional(key, (name, node, problems) -> Optional.of(!isEmpty(node)), false);
  }

  /** Whether a key holds a mapping with one of some keys. */
  public boolean hasWithin(String key, String... inner) {
    Set<String> names = Set.of(inner);
    return fields.optional(
        key,
        (name, node, problems) ->
            Optional.of(
                node instanceof YamlNode.Mapping map
                    && map.fields().stream().anyMatch(f -> names.contains(f.name().text()))),
        false);
  }

  /** Whether a key holds a list or a map that is not empty. */
  public boolean hasItems(String key) {
    return fields.optional(
        key,
        (name, node, problems) ->
            Optional.of(
                switch (node) {
                  case Scalar scalar -> false;
                  case YamlNode.Sequence list -> !list.items().isEmpty();
                  case YamlNode.Mapping map -> !map.fields().isEmpty();
                }),
        false);
  }

  private static boolean isEmpty(YamlNode node) {
    return node instanceof Scalar scalar && scalar.text().isEmpty();
  }

  /** Says that keys exclude each other, if more than one of them is there. */
  public void atMostOne(String... keys) {
    List<String> given = Stream.of(keys).filter(this::has).toList();
    if (given.size() > 1) {
      fields.problem(
          given.getLast(),
          "%s has %s: at most one of these".formatted(thing, quoted(given, " and ")));
    }
  }

  /** Says that a key is missing, if none of these is there. */
  public void requireAny(String... keys) {
    if (Stream.of(keys).noneMatch(this::has)) {
      problem("%s has no %s".formatted(thing, quoted(List.of(keys), " or ")));
    }
  }

  /** Says that a key is missing, if neither these are there nor a global one in their place. */
  public void requireAny(List<String> keys, boolean isGlobal, String globalKey) {
    if (!isGlobal && keys.stream().noneMatch(this::has)) {
      problem(
          "%s has no %s, and global has no \"%s\""
              .formatted(thing, quoted(keys, " or "), globalKey));
    }
  }

  private static String quoted(List<String> keys, String between) {
    return keys.stream().map(key -> '"' + key + '"').collect(Collectors.joining(between));
  }

  /** What messages call the mapping, with its article. */
  public String thing() {
    return thing;
  }

  /** Where a key's value begins. */
  public Position at(String key) {
    return fields.at(key);
  }

  /** Where an item of a key's list begins, from 0. */
  public Position at(String key, int item) {
    return fields.at(key, item);
  }

  /** Says what is wrong with a key's value. */
  public void problem(String key, String message) {
    fields.problem(key, message);
  }

  /** Says what is wrong with the whole mapping. */
  public void problem(String message) {
    fields.problems().add(fields.at(), message);
  }

  /** Where the problems of the file are collected. */
  public Problems problems() {
    return fields.problems();
  }
}
