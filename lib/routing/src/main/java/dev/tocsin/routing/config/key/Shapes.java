package dev.tocsin.routing.config.key;

import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.Shape;
import dev.tocsin.core.yaml.YamlNode;
import dev.tocsin.core.yaml.YamlNode.Kind;
import dev.tocsin.core.yaml.YamlNode.Scalar;
import dev.tocsin.core.yaml.YamlNode.Sequence;
import dev.tocsin.routing.config.Secret;
import dev.tocsin.routing.config.WebAddress;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The shapes of single values, as Alertmanager's loader (YAML 1.1) takes them. */
final class Shapes {
  private static final Set<String> YES =
      Set.of("y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE");
  private static final Set<String> NO =
      Set.of("n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE");

  private final Reading reading;

  Shapes(Reading reading) {
    this.reading = reading;
  }

  /** A flag in any of the words of YAML 1.1; {@code "true"} in quotes is a text. */
  Shape<Boolean> flag() {
    return (name, node, problems) -> {
      if (node instanceof Scalar scalar) {
        boolean isYes = YES.contains(scalar.text());
        if (!isQuoted(scalar) && (isYes || NO.contains(scalar.text()))) {
          reading.show(scalar, Kind.FLAG, String.valueOf(isYes));
          return Optional.of(isYes);
        }
      }
      return wrong(name, node, "true or false", problems);
    };
  }

  private static boolean isQuoted(Scalar scalar) {
    return scalar.kind() == Kind.TEXT
        && (scalar.text().equalsIgnoreCase("true") || scalar.text().equalsIgnoreCase("false"));
  }

  static Shape<Duration> prometheusDuration() {
    return duration(Durations::prometheus, "a duration such as 30s, 5m, 1h30m or 1d");
  }

  static Shape<Duration> goDuration() {
    return duration(Durations::go, "a duration such as 500ms, 30s or 1m30s");
  }

  private static Shape<Duration> duration(
      Function<String, Optional<Duration>> parser, String right) {
    return (name, node, problems) -> {
      Optional<Duration> duration =
          node instanceof Scalar scalar ? parser.apply(scalar.text()) : Optional.empty();
      return duration.isPresent() ? duration : wrong(name, node, right, problems);
    };
  }

  static Shape<Long> number(long least, long most) {
    return (name, node, problems) -> {
      Optional<Long> number =
          (node instanceof Scalar scalar && scalar.kind() == Kind.NUMBER
                  ? Shape.decimal(scalar)
                  : Optional.<BigDecimal>empty())
              .filter(value -> value.stripTrailingZeros().scale() <= 0)
              .filter(value -> value.compareTo(BigDecimal.valueOf(least)) >= 0)
              .filter(value -> value.compareTo(BigDecimal.valueOf(most)) <= 0)
              .map(BigDecimal::longValueExact);
      return number.isPresent()
          ? number
          : wrong(name, node, "a whole number" + range(least, most), problems);
    };
  }

  private static String range(long least, long most) {
    if (most < Long.MAX_VALUE) {
      return " from %d to %d".formatted(least, most);
    }
    return least > Long.MIN_VALUE ? " of at least " + least : "";
  }

  /** A secret; what is wrong with one is said without showing it. */
  Shape<Secret> secret() {
    return (name, node, problems) -> {
      if (!(node instanceof Scalar scalar)) {
        return wrong(name, node, "a single value", problems);
      }
      if (!scalar.text().isEmpty()) {
        reading.hide(scalar);
      }
      return Optional.of(new Secret(scalar.kind() == Kind.NOTHING ? "" : scalar.text()));
    };
  }

  /** An address that is a secret, or what stands for it where a configuration was shown. */
  Shape<Secret> secretAddress() {
    return (name, node, problems) ->
        secret()
            .read(name, node, problems)
            .flatMap(secret -> {
              if (!secret.value().equals(Secret.PLACEHOLDER)
                  && WebAddress.parse(secret.value()).isEmpty()) {
                problems.add(node.at(), name + " must be an absolute http or https address");
                return Optional.empty();
              }
              return Optional.of(secret);
            });
  }

  Shape<List<Secret>> secrets() {
    return (name, node, problems) -> {
      if (!(node instanceof Sequence sequence)) {
        problems.add(node.at(), name + " must be a list");
        return Optional.empty();
      }
      List<Secret> secrets = new ArrayList<>();
      sequence.items().forEach(item -> secret().read(name, item, problems).ifPresent(secrets::add));
      return Optional.of(secrets);
    };
  }

  /** An address that is no secret; its password, if it has one, is. */
  Shape<String> address() {
    return (name, node, problems) ->
        Shape.asWritten()
            .read(name, node, problems)
            .flatMap(text -> {
              String shown = hidePassword(text, node);
              if (WebAddress.parse(text).isEmpty()) {
                problems.add(
                    node.at(),
                    "%s must be an absolute http or https address, not \"%s\""
                        .formatted(name, shown));
                return Optional.empty();
              }
              return Optional.of(text);
            });
  }

  /** An address of a proxy, the password in which is not shown. */
  Shape<Secret> proxyAddress() {
    return (name, node, problems) ->
        Shape.asWritten()
            .read(name, node, problems)
            .flatMap(text -> {
              String shown = hidePassword(text, node);
              if (!text.isEmpty() && WebAddress.parseProxy(text).isEmpty()) {
                problems.add(
                    node.at(),
                    "%s must be an address of http, https or socks5, not \"%s\""
                        .formatted(name, shown));
                return Optional.empty();
              }
              return Optional.of(new Secret(text));
            });
  }

  private String hidePassword(String address, YamlNode node) {
    String shown = WebAddress.withoutPassword(address);
    if (!shown.equals(address) && node instanceof Scalar scalar) {
      reading.show(scalar, Kind.TEXT, shown);
    }
    return shown;
  }

  static Shape<String> hostAndPort() {
    return Shape.asWritten()
        .as(text -> {
          if (!text.isEmpty() && !isHostAndPort(text)) {
            throw new IllegalArgumentException(
                "must be a host and a port, as mail.example.org:587, not \"" + text + '"');
          }
          return text;
        });
  }

  /** Whether a text is a host and a port, as {@code mail.example.org:587} or {@code [::1]:25}. */
  private static boolean isHostAndPort(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0 || colon == text.length() - 1) {
      return false;
    }
    String host = text.substring(0, colon);
    return host.startsWith("[")
        ? host.indexOf(']') == host.length() - 1
        : host.chars().noneMatch(c -> c == ':' || c == '[' || c == ']');
  }

  static <T> Optional<T> wrong(String name, YamlNode node, String right, Problems problems) {
    problems.add(node.at(), name + " must be " + right + ", not " + node.described());
    return Optional.empty();
  }
}
