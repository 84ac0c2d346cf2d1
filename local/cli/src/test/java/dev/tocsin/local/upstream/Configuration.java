package dev.tocsin.local.upstream;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** An Alertmanager configuration whose receivers are webhooks. */
record Configuration(
    Duration resolveTimeout,
    RouteNode route,
    List<ReceiverSettings> receivers,
    List<InhibitionRule> inhibitionRules) {
  /** A time interval that holds at every moment. */
  static final String ALWAYS = "always";

  /** A time interval that lies in the past. */
  static final String NEVER = "never";

  Configuration {
    receivers = List.copyOf(receivers);
    inhibitionRules = List.copyOf(inhibitionRules);
  }

  /**
   * The file.
   *
   * @param url the address of a webhook's path
   */
  String yaml(UnaryOperator<String> url) {
    Map<String, Object> yaml = new LinkedHashMap<>();
    yaml.put("global", Map.of("resolve_timeout", resolveTimeout.toMillis() + "ms"));
    yaml.put("route", route.yaml());
    yaml.put("receivers", receivers.stream().map(receiver -> receiver.yaml(url)).toList());
    yaml.put("inhibit_rules", inhibitionRules.stream().map(InhibitionRule::yaml).toList());
    yaml.put(
        "time_intervals",
        List.of(
            interval(ALWAYS, Map.of("weekdays", List.of("sunday:saturday"))),
            interval(NEVER, Map.of("years", List.of("2001:2002")))));
    DumpSettings block =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setDereferenceAliases(true)
            .build();
    return new Dump(block).dumpToString(yaml);
  }

  private static Map<String, Object> interval(String name, Map<String, Object> times) {
    return Map.of("name", name, "time_intervals", List.of(times));
  }
}
