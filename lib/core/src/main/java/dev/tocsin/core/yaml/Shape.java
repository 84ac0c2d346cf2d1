package dev.tocsin.core.yaml;

import dev.tocsin.core.yaml.YamlNode.Kind;
import dev.tocsin.core.yaml.YamlNode.Mapping;
import dev.tocsin.core.yaml.YamlNode.Scalar;
import dev.tocsin.core.yaml.YamlNode.Sequence;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a value in a file must look like, and the value that it then is. Empty when a problem was
 * added.
 */
@FunctionalInterface
public interface Shape<T> {
  /**
   * Reads a node.
   *
   * @param name what messages call the value: the name of its field
   */
  Optional<T> read(String name, YamlNode node, Problems problems);

  /**
   * This shape, and more: the function makes the value, or throws {@link IllegalArgumentException}
   * with a sentence about it, which becomes a problem behind the name of the field.
   */
  default <U> Shape<U> as(Function<? super T, ? extends U> make) {
    return (name, node, problems) ->
        read(name, node, problems)
            .flatMap(value -> {
              try {
                return Optional.of(make.apply(value));
              } catch (IllegalArgumentException e) {
                problems.add(node.at(), name + " " + e.getMessage());
                return Optional.empty();
              }
            });
  }

  /** A text with at least one character that is no blank. */
  static Shape<String> text() {
    return Shapes::text;
  }

  /** Any text, the empty one too. */
  static Shape<String> anyText() {
    return Shapes::anyText;
  }

  /**
   * Any single value as it is written: {@code 1.50} is the text "1.50", {@code null} the empty one.
   */
  static Shape<String> asWritten() {
    return (name, node, problems) ->
        node instanceof Scalar scalar
            ? Optional.of(scalar.kind() == Kind.NOTHING ? "" : scalar.text())
            : Shapes.wrong(name, node, "a single value", problems);
  }

  /** A finite number. */
  static Shape<Double> number() {
    return Shapes::number;
  }

  /** A whole number between two bounds, both included. */
  static Shape<Integer> integer(int least, int most) {
    return (name, node, problems) -> Shapes.integer(name, node, least, most, problems);
  }

  /** {@code true} or {@code false}. */
  static Shape<Boolean> flag() {
    return (name, node, problems) ->
        node instanceof Scalar scalar && scalar.kind() == Kind.FLAG
            ? Optional.of(Boolean.parseBoolean(scalar.text()))
            : Shapes.wrong(name, node, "true or false", problems);
  }

  /**
   * A time of 0 or more: a number of seconds, or {@code 250ms}, {@code 90s}, {@code 5m}, {@code
   * 1h30m}, {@code 2d}. Parts of a millisecond are rounded up, which changes no comparison of "at
   * least as long" among times in milliseconds.
   */
  static Shape<Duration> duration() {
    return (name, node, problems) -> DurationText.read(name, node, problems);
  }

  /** A time of more than 0, written as {@link #duration}. */
  static Shape<Duration> positiveDuration() {
    return duration()
        .as(duration -> {
          if (duration.isZero()) {
            throw new IllegalArgumentException("must be longer than 0, such as 90s or 5m, not 0");
          }
          return duration;
        });
  }

  /** An absolute http or https address. */
  static Shape<URI> webAddress() {
    return text().as(Shapes::webAddress);
  }

  /** One of the given texts. */
  static <T> Shape<T> oneOf(Map<String, T> values) {
    Map<String, T> known = new LinkedHashMap<>(values);
    return (name, node, problems) -> Shapes.oneOf(name, node, known, problems);
  }

  /** One of an enumeration's constants, by the text that stands for each. */
  static <E extends Enum<E>> Shape<E> oneOf(Class<E> type, Function<? super E, String> text) {
    Map<String, E> values = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      values.put(text.apply(constant), constant);
    }
    return oneOf(values);
  }

  /** A list. The items that are as they must be are kept, so that more problems can be found. */
  static <T> Shape<List<T>> listOf(Shape<T> item) {
    return (name, node, problems) -> {
      if (!(node instanceof Sequence sequence)) {
        return Shapes.wrong(name, node, "a list", problems);
      }
      List<T> items = new ArrayList<>();
      sequence.items().forEach(each -> item.read(name, each, problems).ifPresent(items::add));
      return Optional.of(items);
    };
  }

  /** A map from any names to values of one shape, in the order of the file. */
  static <T> Shape<Map<String, T>> mapOf(Shape<T> value) {
    return (name, node, problems) -> {
      if (!(node instanceof Mapping mapping)) {
        return Shapes.wrong(name, node, "a map", problems);
      }
      Map<String, T> map = new LinkedHashMap<>();
      for (YamlNode.Field field : mapping.fields()) {
        String text = field.name().text();
        value.read(name + "." + text, field.value(), problems).ifPresent(v -> map.put(text, v));
      }
      return Optional.of(map);
    };
  }

  /** A map of texts. */
  static Shape<Map<String, String>> texts() {
    return mapOf(anyText());
  }

  /**
   * A mapping with known fields.
   *
   * @param thing what messages call it, with its article: {@code a rule}
   * @param reader asks for the fields; fields not asked for are problems
   */
  static <T> Shape<T> mapping(String thing, Function<Fields, Optional<T>> reader) {
    return (name, node, problems) -> Fields.of(thing, node, problems).flatMap(reader);
  }

  /** The number that a scalar of kind {@link Kind#NUMBER} stands for, if it is finite. */
  static Optional<BigDecimal> decimal(Scalar scalar) {
    return Shapes.decimal(scalar);
  }
}
