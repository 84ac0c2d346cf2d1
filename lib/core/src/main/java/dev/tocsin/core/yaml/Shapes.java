package dev.tocsin.core.yaml;

import dev.tocsin.core.yaml.YamlNode.Kind;
import dev.tocsin.core.yaml.YamlNode.Scalar;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;

/** How the elementary shapes are read, and how they say what they miss. */
final class Shapes {
  /** Beyond this many digits, or this exponent, no number is one that somebody meant. */
  private static final int MAX_DIGITS = 400;

  private Shapes() {}

  static <T> Optional<T> wrong(String name, YamlNode node, String right, Problems problems) {
    problems.add(node.at(), name + " must be " + right + ", not " + node.described());
    return Optional.empty();
  }

  static Optional<String> text(String name, YamlNode node, Problems problems) {
    Optional<String> text = anyText(name, node, problems);
    if (text.isPresent() && text.get().isBlank()) {
      problems.add(node.at(), name + " must not be empty");
      return Optional.empty();
    }
    return text;
  }

  static Optional<String> anyText(String name, YamlNode node, Problems problems) {
    if (!(node instanceof Scalar scalar)) {
      return wrong(name, node, "a text", problems);
    }
    return switch (scalar.kind()) {
      case TEXT -> Optional.of(scalar.text());
      case NUMBER, FLAG -> {
        problems.add(
            node.at(),
            name + " must be a text, not " + scalar.described() + ": write " + scalar.quoted());
        yield Optional.empty();
      }
      case NOTHING -> wrong(name, node, "a text", problems);
    };
  }

  static URI webAddress(String text) {
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme();
      if (uri.getHost() != null
          && ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // no address at all: the sentence below says what is expected
    }
    throw new IllegalArgumentException(
        "must be an absolute http or https address, not \"" + text + '"');
  }

  static Optional<Double> number(String name, YamlNode node, Problems problems) {
    if (!(node instanceof Scalar scalar) || scalar.kind() != Kind.NUMBER) {
      boolean isQuoted =
          node instanceof Scalar text && text.kind() == Kind.TEXT && decimal(text).isPresent();
      return wrong(name, node, isQuoted ? "a number without quotes" : "a number", problems);
    }
    Optional<Double> value = decimal(scalar).map(BigDecimal::doubleValue).filter(Double::isFinite);
    return value.isPresent() ? value : wrong(name, node, "a finite number", problems);
  }

  static Optional<Integer> integer(
      String name, YamlNode node, int least, int most, Problems problems) {
    String right = "a whole number from " + least + " to " + most;
    if (!(node instanceof Scalar scalar) || scalar.kind() != Kind.NUMBER) {
      return wrong(name, node, right, problems);
    }
    Optional<Integer> value =
        decimal(scalar)
            .filter(number -> number.compareTo(BigDecimal.valueOf(least)) >= 0)
            .filter(number -> number.compareTo(BigDecimal.valueOf(most)) <= 0)
            .filter(number -> number.stripTrailingZeros().scale() <= 0)
            .map(BigDecimal::intValueExact);
    return value.isPresent() ? value : wrong(name, node, right, problems);
  }

  static <T> Optional<T> oneOf(
      String name, YamlNode node, Map<String, T> known, Problems problems) {
    if (!(node instanceof Scalar scalar)) {
      return wrong(name, node, "one of " + String.join(", ", known.keySet()), problems);
    }
    T value = scalar.kind() == Kind.NOTHING ? null : known.get(scalar.text());
    if (value != null) {
      return Optional.of(value);
    }
    String guess =
        Nearest.to(scalar.text(), known.keySet())
            .map(near -> ": did you mean \"" + near + "\"?")
            .orElse("");
    problems.add(
        node.at(),
        name
            + " must be one of "
            + String.join(", ", known.keySet())
            + ", not "
            + (scalar.kind() == Kind.NOTHING ? "nothing" : scalar.quoted())
            + guess);
    return Optional.empty();
  }

  /** Empty for infinities, what is not a number, and what is too long or too large to be meant. */
  static Optional<BigDecimal> decimal(Scalar scalar) {
    String text = scalar.text();
    if (text.length() > MAX_DIGITS) {
      return Optional.empty();
    }
    try {
      if (text.startsWith("0x")) {
        return Optional.of(new BigDecimal(new BigInteger(text.substring(2), 16)));
      }
      if (text.startsWith("0o")) {
        return Optional.of(new BigDecimal(new BigInteger(text.substring(2), 8)));
      }
      BigDecimal number = new BigDecimal(text.endsWith(".") ? text + "0" : text);
      if (number.signum() == 0) {
        return Optional.of(BigDecimal.ZERO);
      }
      return Math.abs((long) number.precision() - number.scale()) > MAX_DIGITS
          ? Optional.empty()
          : Optional.of(number);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
