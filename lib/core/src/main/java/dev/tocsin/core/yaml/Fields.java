package dev.tocsin.core.yaml;

import dev.tocsin.core.yaml.YamlNode.Field;
import dev.tocsin.core.yaml.YamlNode.Kind;
import dev.tocsin.core.yaml.YamlNode.Mapping;
import dev.tocsin.core.yaml.YamlNode.Scalar;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The fields of one mapping, each asked for by name. A field with no value counts as absent; one
 * that no reader asked for is a problem when the value is built.
 *
 * <pre>{@code
 * static Optional<Owner> owner(Fields fields) {
 *   Optional<String> team = fields.required("team", Shape.text());
 *   Duration timeout = fields.optional("timeout", Shape.duration(), Duration.ofSeconds(2));
 *   return fields.build(() -> new Owner(team.orElseThrow(), timeout));
 * }
 * }</pre>
 */
public final class Fields {
  private final String thing;
  private final Position at;
  private final Map<String, Field> fields = new LinkedHashMap<>();
  private final Problems problems;
  private final int problemsBefore;
  private final Set<String> asked = new LinkedHashSet<>();

  private Fields(String thing, Mapping mapping, Problems problems) {
    this.thing = thing;
    this.at = mapping.at();
    this.problems = problems;
    this.problemsBefore = problems.size();
    mapping.fields().forEach(field -> fields.put(field.name().text(), field));
  }

  /**
   * The fields of a node.
   *
   * @param thing what messages call the mapping, with its article: {@code a rule}
   */
  public static Optional<Fields> of(String thing, YamlNode node, Problems problems) {
    if (node instanceof Mapping mapping) {
      return Optional.of(new Fields(thing, mapping, problems));
    }
    return Shapes.wrong(thing, node, "a map of fields", problems);
  }

  /** A field that must be there. Empty when it is missing or wrong, which is then a problem. */
  public <T> Optional<T> required(String name, Shape<T> shape) {
    if (!has(name)) {
      problems.add(at, thing + " has no \"" + name + "\"");
      return Optional.empty();
    }
    return optional(name, shape);
  }

  /** A field that may be absent. Empty also when it is wrong, which is then a problem. */
  public <T> Optional<T> optional(String name, Shape<T> shape) {
    asked.add(name);
    return node(name).flatMap(node -> shape.read(name, node, problems));
  }

  /** A field that may be absent, and then has this value. */
  public <T> T optional(String name, Shape<T> shape, T absent) {
    return optional(name, shape).orElse(absent);
  }

  /** Whether a field stands here with a value. It then counts as known. */
  public boolean has(String name) {
    asked.add(name);
    return node(name).isPresent();
  }

  /**
   * Whether a field stands here that is known elsewhere: it then counts as known, but is not among
   * those that messages name as known.
   */
  public boolean mentions(String name) {
    boolean stands = node(name).isPresent();
    if (stands) {
      asked.add(name);
    }
    return stands;
  }

  /** Where the mapping begins. */
  public Position at() {
    return at;
  }

  /** Where a field's value begins; where the mapping begins if it has no such field. */
  public Position at(String name) {
    return node(name).map(YamlNode::at).orElse(at);
  }

  /**
   * Where an item of a field's list begins, from 0; where the field does if it has no such item.
   */
  public Position at(String name, int item) {
    return node(name)
        .filter(
            node -> node instanceof YamlNode.Sequence sequence && item < sequence.items().size())
        .map(node -> ((YamlNode.Sequence) node).items().get(item).at())
        .orElseGet(() -> at(name));
  }

  /** Says that a field is wrong, at its value. */
  public void problem(String name, String message) {
    problems.add(at(name), message);
  }

  /** Where this mapping's problems are collected. */
  public Problems problems() {
    return problems;
  }

  /** Makes the value, unless this mapping has problems; unknown fields are among these. */
  public <T> Optional<T> build(Supplier<T> value) {
    for (Field field : fields.values()) {
      if (!asked.contains(field.name().text())) {
        problems.add(field.name().at(), unknown(field.name()));
      }
    }
    return problems.size() == problemsBefore ? Optional.of(value.get()) : Optional.empty();
  }

  private String unknown(Scalar name) {
    String right =
        Nearest.to(name.text(), asked)
            .map(near -> "did you mean \"" + near + "\"?")
            .orElse("known are " + String.join(", ", asked));
    return "unknown field " + name.quoted() + " in " + thing + ": " + right;
  }

  private Optional<YamlNode> node(String name) {
    return Optional.ofNullable(fields.get(name))
        .map(Field::value)
        .filter(node -> !(node instanceof Scalar scalar && scalar.kind() == Kind.NOTHING));
  }
}
