package dev.tocsin.routing.config.key;

import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.Shape;
import dev.tocsin.core.yaml.YamlNode.Scalar;
import dev.tocsin.routing.config.Credential;
import dev.tocsin.routing.config.Secret;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The keys of one mapping, with what they hold. A key whose value is the empty text counts as
 * absent, as in Alertmanager. Asking for a key checks it; a key that is not asked for is unknown.
 */
public final class Keys extends GivenKeys {
  private final Fields fields;
  private final Reading reading;
  private final Shapes shapes;

  private Keys(String thing, Fields fields, Reading reading) {
    super(thing, fields);
    this.fields = fields;
    this.reading = reading;
    this.shapes = new Shapes(reading);
  }

  /**
   * A mapping with known keys.
   *
   * @param thing what messages call it, with its article: {@code a route}
   */
  public static <T> Shape<T> mapping(
      String thing, Reading reading, Function<Keys, Optional<T>> reader) {
    return (name, node, problems) -> {
      if (node instanceof Scalar) {
        // not shown: a single value where http_config's keys belong may be a password
        problems.add(node.at(), name + " must be a map of fields, not a single value");
        return Optional.empty();
      }
      return Fields.of(thing, node, problems)
          .flatMap(fields -> reader.apply(new Keys(thing, fields, reading)));
    };
  }

  /** What a key holds, by a shape of its own. */
  public <T> Optional<T> value(String key, Shape<T> shape) {
    return fields.optional(key, shape);
  }

  /** A single value as it is written; empty if it is absent or the empty text. */
  public Optional<String> text(String key) {
    return fields.optional(key, Shape.asWritten()).filter(text -> !text.isEmpty());
  }

  /** One of some texts; empty also for the empty text. */
  public Optional<String> oneOf(String key, String... texts) {
    Map<String, String> known = new LinkedHashMap<>();
    Stream.of(texts).forEach(text -> known.put(text, text));
    return has(key) ? fields.optional(key, Shape.oneOf(known)) : Optional.empty();
  }

  /** Keys that each hold a text or a template. */
  public void texts(String... keys) {
    Stream.of(keys).forEach(this::text);
  }

  /** A text that must be there. */
  public Optional<String> requiredText(String key) {
    requireAny(key);
    return text(key);
  }

  public boolean flag(String key, boolean absent) {
    return fields.optional(key, shapes.flag(), absent);
  }

  /** Keys that each hold a flag. */
  public void flags(String... keys) {
    Stream.of(keys).forEach(key -> flag(key, false));
  }

  /** A duration as Prometheus writes it. */
  public Optional<Duration> duration(String key) {
    return fields.optional(key, Shapes.prometheusDuration());
  }

  /** A duration as Go writes it. */
  public Optional<Duration> goDuration(String key) {
    return fields.optional(key, Shapes.goDuration());
  }

  public Optional<Long> number(String key, long least, long most) {
    return fields.optional(key, Shapes.number(least, most));
  }

  /** An address that is no secret. */
  public Optional<String> address(String key) {
    return fields.optional(key, shapes.address());
  }

  /** An address of a proxy, which may hold a password. */
  public Optional<Secret> proxyAddress(String key) {
    return fields.optional(key, shapes.proxyAddress()).filter(url -> !url.value().isEmpty());
  }

  /** A host and a port; empty also for the empty text. */
  public Optional<String> hostAndPort(String key) {
    return fields.optional(key, Shapes.hostAndPort()).filter(text -> !text.isEmpty());
  }

  public Optional<Secret> secret(String key) {
    return fields.optional(key, shapes.secret()).filter(secret -> !secret.value().isEmpty());
  }

  /** A path of a file, which only a configuration that is a file may name. */
  public Optional<String> file(String key) {
    Optional<String> path = text(key);
    path.ifPresent(named -> refuseFile(key));
    return path;
  }

  /** Paths of files. */
  public List<String> files(String key) {
    List<String> paths = textList(key);
    if (!paths.isEmpty()) {
      refuseFile(key);
    }
    return paths;
  }

  private void refuseFile(String key) {
    if (reading.refusesFiles()) {
      fields.problem(key, key + " names a file: only a configuration on the local disk may");
    }
  }

  /** A secret under a key, or in the file that the key with {@code _file} behind it names. */
  public Optional<Credential> credential(String key) {
    return either(key, secret(key));
  }

  /** A text that is no secret, or the file that holds it. */
  public Optional<Credential> shownCredential(String key) {
    return either(key, text(key).map(Secret::new));
  }

  /** An address that is a secret, or the file that holds it. */
  public Optional<Credential> secretAddress(String key) {
    return either(key, fields.optional(key, shapes.secretAddress()));
  }

  private Optional<Credential> either(String key, Optional<Secret> inline) {
    String fileKey = key + "_file";
    Optional<Credential> file = file(fileKey).map(Credential.InFile::new);
    atMostOne(key, fileKey);
    return inline.<Credential>map(Credential.Inline::new).or(() -> file);
  }

  public List<String> textList(String key) {
    return fields.optional(key, Shape.listOf(Shape.asWritten()), List.of());
  }

  public Map<String, String> textMap(String key) {
    return fields.optional(key, Shape.mapOf(Shape.asWritten()), Map.of());
  }

  public List<Secret> secretList(String key) {
    return fields.optional(key, shapes.secrets(), List.of());
  }

  public Map<String, List<Secret>> secretLists(String key) {
    return fields.optional(key, Shape.mapOf(shapes.secrets()), Map.of());
  }

  /** A mapping under a key. */
  public <T> Optional<T> mapping(String key, Function<Keys, Optional<T>> reader) {
    return fields.optional(key, mapping(key, reading, reader));
  }

  /**
   * The shape of mappings that stand in a value of a key; {@code named} is what messages call one.
   */
  public <T> Shape<T> shape(String named, Function<Keys, Optional<T>> reader) {
    return mapping(named, reading, reader);
  }

  /** A list of mappings under a key; {@code thing} is one of them. */
  public <T> List<T> list(String key, String thing, Function<Keys, Optional<T>> reader) {
    return fields.optional(key, Shape.listOf(mapping(thing, reading, reader)), List.of());
  }

  /** Named mappings under a key; {@code thing} is one of them. */
  public <T> Map<String, T> mappings(String key, String thing, Function<Keys, Optional<T>> reader) {
    return fields.optional(key, Shape.mapOf(mapping(thing, reading, reader)), Map.of());
  }

  /** Makes the value, unless this mapping has problems; unknown keys are among these. */
  public <T> Optional<T> build(Supplier<T> value) {
    return fields.build(value);
  }
}
