package dev.tocsin.routing.config.reader;

import dev.tocsin.core.yaml.Shape;
import dev.tocsin.core.yaml.YamlNode.Kind;
import dev.tocsin.core.yaml.YamlNode.Scalar;
import dev.tocsin.routing.config.Receiver;
import dev.tocsin.routing.config.RoutingConfiguration;
import dev.tocsin.routing.config.key.Keys;
import dev.tocsin.routing.config.receiver.Globals;
import dev.tocsin.routing.inhibition.InhibitRule;
import dev.tocsin.routing.interval.TimeInterval;
import dev.tocsin.routing.matcher.MatcherSyntax;
import dev.tocsin.routing.route.RouteSpec;
import dev.tocsin.routing.route.RouteTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the keys at the top of the configuration. */
final class ConfigurationKeys {
  /** How many receivers, inhibition rules and time intervals a configuration has at most. */
  private static final int MOST = 10_000;

  private final MatcherSyntax syntax;
  private final Names receiverNames = new Names("receiver");
  private final Names intervalNames = new Names("time interval");

  ConfigurationKeys(MatcherSyntax syntax) {
    this.syntax = syntax;
  }

  /** The configuration, without the text that shows it. */
  Optional<RoutingConfiguration> read(Keys keys) {
    Globals globals = keys.mapping("global", GlobalKeys::read).orElse(Globals.DEFAULT);
    keys.files("templates");
    keys.mapping("event_recorder", EventRecorderKeys::read);
    keys.mapping("tracing", TracingKeys::read);
    Map<String, Receiver> receivers = receivers(keys, globals);
    Map<String, TimeInterval> intervals = intervals(keys);
    List<InhibitRule> rules = inhibitRules(keys);
    keys.requireAny("route");
    Optional<RouteSpec> root =
        keys.mapping("route", new RouteKeys(syntax, receiverNames, intervalNames)::root);
    return keys.build(() ->
        new RoutingConfiguration(
            RouteTree.build(root.orElseThrow()),
            receivers,
            rules,
            intervals,
            globals.resolveTimeout(),
            ""));
  }

  private Map<String, Receiver> receivers(Keys keys, Globals globals) {
    Map<String, Receiver> receivers = new LinkedHashMap<>();
    keys.list("receivers", "a receiver", new ReceiverKeys(globals, receiverNames)::read)
        .forEach(receiver -> receivers.putIfAbsent(receiver.name(), receiver));
    limit(keys, "receivers", receivers.size());
    return receivers;
  }

  /** Those under the old key stand beside those under the present one. */
  private Map<String, TimeInterval> intervals(Keys keys) {
    Map<String, TimeInterval> intervals = new LinkedHashMap<>();
    IntervalKeys reader = new IntervalKeys(intervalNames);
    Stream.of("mute_time_intervals", "time_intervals")
        .forEach(key ->
            keys.list(key, "an entry of " + key, reader::read)
                .forEach(named -> intervals.putIfAbsent(named.name(), named.interval())));
    limit(keys, "time_intervals", intervals.size());
    return intervals;
  }

  private List<InhibitRule> inhibitRules(Keys keys) {
    Shape<InhibitRule> rule = keys.shape("an inhibit rule", new InhibitRuleKeys(syntax)::read);
    List<InhibitRule> rules =
        keys.value("inhibit_rules", Shape.listOf(orNothing(rule))).orElse(List.of());
    limit(keys, "inhibit_rules", rules.size());
    return rules;
  }

  /** An entry without a value is no rule, and no problem. */
  private static <T> Shape<T> orNothing(Shape<T> shape) {
    return (name, node, problems) ->
        node instanceof Scalar scalar && scalar.kind() == Kind.NOTHING
            ? Optional.empty()
            : shape.read(name, node, problems);
  }

  private static void limit(Keys keys, String key, int count) {
    if (count > MOST) {
      keys.problem(key, "%s has %,d entries; at most %,d are allowed".formatted(key, count, MOST));
    }
  }
}
