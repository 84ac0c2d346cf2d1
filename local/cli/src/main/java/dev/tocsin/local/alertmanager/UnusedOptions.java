package dev.tocsin.local.alertmanager;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Alertmanager's flags that have no effect here, so that its command lines work as they are: state
 * is in PostgreSQL, so that there is no gossip between instances, and no snapshot to write.
 */
final class UnusedOptions {
  private static final List<String> GOSSIP =
      List.of(
          "--cluster.listen-address",
          "--cluster.advertise-address",
          "--cluster.peer",
          "--cluster.peer-name",
          "--cluster.peer-timeout",
          "--cluster.peers-resolve-timeout",
          "--cluster.gossip-interval",
          "--cluster.pushpull-interval",
          "--cluster.tcp-timeout",
          "--cluster.probe-timeout",
          "--cluster.probe-interval",
          "--cluster.settle-timeout",
          "--cluster.reconnect-interval",
          "--cluster.reconnect-timeout",
          "--cluster.tls-config",
          "--cluster.label");

  private static final List<String> OTHERS =
      List.of("--alerts.gc-interval", "--alerts.per-alertname-limit", "--auto-gomemlimit.ratio");

  private static final List<String> SWITCHES =
      List.of(
          "--cluster.allow-insecure-public-advertise-address-discovery",
          "--log.silences",
          "--web.systemd-socket");

  private UnusedOptions() {}

  /** Adds them to a command, which shows none of them in its help. */
  static void addTo(CommandSpec command) {
    GOSSIP.forEach(name -> command.addOption(valued(name)));
    OTHERS.forEach(name -> command.addOption(valued(name)));
    SWITCHES.forEach(name ->
        command.addOption(
            OptionSpec.builder(name, "--no-" + name.substring(2))
                .hidden(true)
                .arity("0")
                .type(boolean.class)
                .build()));
  }

  private static OptionSpec valued(String name) {
    return OptionSpec.builder(name).hidden(true).arity("1").type(List.class).build();
  }

  /** Those of gossip that a command line gives, in the order of their names. */
  static Set<String> gossip(ParseResult given) {
    return given(given, GOSSIP);
  }

  /** The others that a command line gives. */
  static Set<String> others(ParseResult given) {
    Set<String> others = given(given, OTHERS);
    others.addAll(given(given, SWITCHES));
    return others;
  }

  private static Set<String> given(ParseResult given, List<String> names) {
    Set<String> found = new TreeSet<>(names);
    found.removeIf(name ->
        Optional.ofNullable(given.matchedOption(name)).map(ArgSpec::stringValues).isEmpty());
    return found;
  }
}
