package dev.tocsin.routing.config.key;

import dev.tocsin.core.yaml.Position;
import dev.tocsin.core.yaml.YamlNode;
import dev.tocsin.core.yaml.YamlNode.Field;
import dev.tocsin.core.yaml.YamlNode.Kind;
import dev.tocsin.core.yaml.YamlNode.Mapping;
import dev.tocsin.core.yaml.YamlNode.Scalar;
import dev.tocsin.core.yaml.YamlNode.Sequence;
import dev.tocsin.routing.config.FileReferences;
import dev.tocsin.routing.config.Secret;
import java.util.HashMap;
import java.util.Map;

/**
 * What the keys of one file share while it is read: whether they may name files, and which of its
 * single values are shown otherwise than they are written. Not safe for use by several threads.
 */
public final class Reading {
  private final FileReferences files;
  private final Map<Position, Scalar> shown = new HashMap<>();

  public Reading(FileReferences files) {
    this.files = files;
  }

  boolean refusesFiles() {
    return files == FileReferences.REFUSED;
  }

  void hide(Scalar secret) {
    show(secret, Kind.TEXT, Secret.PLACEHOLDER);
  }

  void show(Scalar written, Kind kind, String text) {
    shown.put(written.at(), new Scalar(written.at(), kind, text));
  }

  /** The document as it may be shown: without its secrets, and with flags as YAML 1.2 has them. */
  public YamlNode shown(YamlNode node) {
    return switch (node) {
      case Scalar scalar -> shown.getOrDefault(scalar.at(), scalar);
      case Sequence list ->
          new Sequence(list.at(), list.items().stream().map(this::shown).toList(), list.weight());
      case Mapping map ->
          new Mapping(
              map.at(),
              map.fields().stream()
                  .map(field -> new Field(field.name(), shown(field.value())))
                  .toList(),
              map.weight());
    };
  }
}
