package dev.tocsin.promql.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Writes a file of rules. */
final class RuleFileText {
  private static final double EXACT_INTEGERS = 1L << 53;

  private final Dump dump =
      new Dump(
          DumpSettings.builder()
              .setSchema(new CoreSchema())
              .setDefaultFlowStyle(FlowStyle.BLOCK)
              .setSplitLines(false)
              .build());

  /**
   * A rule.
   *
   * @param comments lines that stand before it
   */
  record Entry(List<String> comments, Map<String, Object> fields) {}

  /** A group of rules. */
  record Group(String name, String interval, List<Entry> rules) {}

  String of(List<String> comments, List<Group> groups) {
    StringBuilder text = new StringBuilder();
    comments.forEach(line -> text.append(comment(line)));
    if (groups.isEmpty()) {
      return text.append("groups: []\n").toString();
    }
    text.append("groups:\n");
    for (Group group : groups) {
      Map<String, Object> head = new LinkedHashMap<>();
      head.put("name", group.name());
      head.put("interval", group.interval());
      text.append(item(dumped(head), "  "));
      text.append("    rules:\n");
      for (Entry entry : group.rules()) {
        entry.comments().forEach(line -> text.append("      ").append(comment(line)));
        text.append(item(dumped(entry.fields()), "      "));
      }
    }
    return text.toString();
  }

  private static String comment(String line) {
    return "# " + line.replaceAll("[\\s\\p{Cc}\\p{Zl}\\p{Zp}]+", " ").strip() + "\n";
  }

  private String dumped(Map<String, Object> fields) {
    Map<String, Object> values = new LinkedHashMap<>();
    fields.forEach((name, value) ->
        values.put(name, value instanceof Double number ? shortest(number) : value));
    return dump.dumpToString(values);
  }

  /** 80, not 80.0. */
  private static Number shortest(double number) {
    return number == Math.rint(number) && Math.abs(number) < EXACT_INTEGERS
        ? (Number) (long) number
        : (Number) number;
  }

  /** Lines of a map as an item of a list. */
  private static String item(String map, String indent) {
    StringBuilder text = new StringBuilder();
    String lead = indent + "- ";
    for (String line : map.lines().toList()) {
      text.append(line.isEmpty() ? "" : lead + line).append('\n');
      lead = indent + "  ";
    }
    return text.toString();
  }
}
