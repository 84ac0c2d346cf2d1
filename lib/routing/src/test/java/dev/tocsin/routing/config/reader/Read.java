package dev.tocsin.routing.config.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.routing.config.Integration;
import dev.tocsin.routing.config.ReadingOptions;
import dev.tocsin.routing.config.RoutingConfiguration;
import java.util.List;
import java.util.Optional;

/** Configurations as tests write them. */
final class Read {
  private Read() {}

  /** A configuration with one receiver {@code a}, which has these keys in flow style. */
  static String receiver(String keys) {
    return "route: {receiver: a}\nreceivers:\n- {name: a, " + keys + "}\n";
  }

  /** A configuration whose root route has these keys beside its receiver. */
  static String route(String keys) {
    return "receivers: [{name: a}]\nroute: {receiver: a, " + keys + "}\n";
  }

  /** A configuration with these keys at the top. */
  static String top(String keys) {
    return "route: {receiver: a}\nreceivers: [{name: a}]\n" + keys + "\n";
  }

  static RoutingConfiguration good(String text) {
    Problems problems = new Problems();
    Optional<RoutingConfiguration> read = read(text, ReadingOptions.LOCAL_FILE, problems);
    assertThat(problems.toString()).isEmpty();
    return read.orElseThrow();
  }

  /** The integrations of all receivers of a configuration. */
  static List<Integration> integrations(String text) {
    return good(text).receivers().values().stream()
        .flatMap(receiver -> receiver.integrations().stream())
        .toList();
  }

  /** The first integration of a configuration's only receiver. */
  static Integration integration(String keys) {
    return integrations(receiver(keys)).getFirst();
  }

  /** The problems of a configuration, a line each; empty if there is none. */
  static List<String> problems(String text) {
    return problems(text, ReadingOptions.LOCAL_FILE);
  }

  static List<String> problems(String text, ReadingOptions options) {
    Problems problems = new Problems();
    Optional<RoutingConfiguration> read = read(text, options, problems);
    assertThat(read.isPresent()).isEqualTo(problems.isEmpty());
    return problems.toString().lines().toList();
  }

  static Optional<RoutingConfiguration> read(
      String text, ReadingOptions options, Problems problems) {
    return RoutingFile.read(new SourceFile("am.yml", text), options, problems);
  }
}
