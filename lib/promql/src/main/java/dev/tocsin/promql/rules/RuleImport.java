package dev.tocsin.promql.rules;

import dev.tocsin.core.yaml.DurationText;
import dev.tocsin.core.yaml.Position;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.rulefile.RuleFiles;
import dev.tocsin.promql.rules.PrometheusRules.Alert;
import dev.tocsin.promql.rules.PrometheusRules.Group;
import dev.tocsin.promql.rules.PrometheusRules.Recording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a file of our rules of files of Prometheus'. */
public final class RuleImport {
  private static final int MOST_OF_ID = 64;
  private static final int ROOM_FOR_NUMBER = 5;

  private final Settings settings;
  private final RuleFileText texts = new RuleFileText();
  private final Map<String, Position> recorded = new HashMap<>();
  private final Set<String> ids = new HashSet<>();
  private final Set<String> groupNames = new HashSet<>();
  private final List<String> remarks = new ArrayList<>();
  private int alerts;
  private int imported;
  private int approximate;

  private RuleImport(Settings settings) {
    this.settings = settings;
  }

  /**
   * How to import.
   *
   * @param takesApproximate whether rules that differ are imported, with a remark
   * @param interval that of groups which do not say one
   */
  public record Settings(boolean takesApproximate, Duration interval, Severities severities) {}

  /**
   * What became of the files.
   *
   * @param text the file of rules
   * @param remarks on rules that were not imported, or differ: {@code FILE:LINE: alert NAME: why}
   * @param alerts how many there were
   * @param imported how many of them were imported
   * @param approximate how many of these differ
   * @param recordings how many rules make series
   */
  public record Result(
      String text,
      List<String> remarks,
      int alerts,
      int imported,
      int approximate,
      int recordings) {
    public Result {
      remarks = List.copyOf(remarks);
    }
  }

  /** Empty when the files have problems. */
  public static Optional<Result> run(List<SourceFile> files, Settings settings, Problems problems) {
    List<Group> groups = new ArrayList<>();
    files.forEach(file -> groups.addAll(PrometheusRules.read(file, problems)));
    return problems.isEmpty()
        ? Optional.of(new RuleImport(settings).result(files, groups))
        : Optional.empty();
  }

  private Result result(List<SourceFile> files, List<Group> groups) {
    int recordings = 0;
    for (Group group : groups) {
      for (Recording recording : group.recordings()) {
        recordings++;
        recorded.putIfAbsent(recording.metric(), recording.at());
        remark(
            recording.at(),
            "record " + recording.metric(),
            "makes a series: Tocsin evaluates series, and makes none");
      }
    }
    List<RuleFileText.Group> made = new ArrayList<>();
    groups.forEach(group -> group(group).ifPresent(made::add));
    List<String> comments =
        List.of(
            "Made by tocsin rules import of "
                + String.join(", ", files.stream().map(SourceFile::name).toList()));
    return new Result(texts.of(comments, made), remarks, alerts, imported, approximate, recordings);
  }

  private void remark(Position at, String rule, String text) {
    remarks.add(at.file() + ":" + at.line() + ": " + rule + ": " + text);
  }

  private Optional<RuleFileText.Group> group(Group group) {
    Duration interval = group.interval().orElse(settings.interval());
    List<RuleFileText.Entry> rules = new ArrayList<>();
    for (Alert alert : group.alerts()) {
      alerts++;
      try {
        rules.add(rule(group, alert, interval));
        imported++;
      } catch (Untranslatable e) {
        remark(alert.at(), "alert " + alert.name(), e.reason());
      }
    }
    return rules.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RuleFileText.Group(
                free(group.name(), groupNames), DurationText.of(interval), rules));
  }

  private RuleFileText.Entry rule(Group group, Alert alert, Duration interval) {
    group
        .obstacle()
        .ifPresent(obstacle -> {
          throw new Untranslatable(obstacle);
        });
    AlertImport.Made made = AlertImport.of(alert, interval, settings.severities());
    made.metrics()
        .forEach(metric -> {
          if (recorded.containsKey(metric)) {
            throw new Untranslatable(
                "reads "
                    + metric
                    + ", which the recording rule at "
                    + recorded.get(metric)
                    + " makes");
          }
        });
    if (!made.differences().isEmpty() && !settings.takesApproximate()) {
      throw new Untranslatable(
          "is not the same in Tocsin, and imported with --approximate only: "
              + String.join("; ", made.differences()));
    }
    List<String> comments = new ArrayList<>();
    comments.add(alert.at().file() + ":" + alert.at().line() + ": " + alert.expr());
    made.differences().forEach(difference -> comments.add("differs: " + difference));
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", id(alert.name()));
    fields.putAll(made.fields());
    RuleFileText.Entry entry = new RuleFileText.Entry(comments, fields);
    check(entry, interval);
    ids.add(id(alert.name()));
    if (!made.differences().isEmpty()) {
      approximate++;
      remark(
          alert.at(),
          "alert " + alert.name(),
          "imported, but differs: " + String.join("; ", made.differences()));
    }
    return entry;
  }

  /** Whatever our own reader does not take is not sayable. */
  private void check(RuleFileText.Entry entry, Duration interval) {
    String text =
        texts.of(
            List.of(),
            List.of(new RuleFileText.Group("g", DurationText.of(interval), List.of(entry))));
    Problems problems = new Problems();
    if (RuleFiles.read(List.of(new SourceFile("rule", text)), problems).isEmpty()) {
      throw new Untranslatable(
          "makes a rule that Tocsin refuses: " + problems.list().getFirst().message());
    }
  }

  /** {@code HighCPUUsage} is {@code high_cpu_usage}; a second one {@code high_cpu_usage_2}. */
  private String id(String name) {
    String words =
        name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
            .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "_")
            .replaceAll("^_+|_+$", "");
    String id = words.isEmpty() ? "rule" : words;
    return unused(
        id.length() > MOST_OF_ID - ROOM_FOR_NUMBER
            ? id.substring(0, MOST_OF_ID - ROOM_FOR_NUMBER)
            : id,
        ids);
  }

  private static String free(String name, Set<String> taken) {
    String unused = unused(name, taken);
    taken.add(unused);
    return unused;
  }

  private static String unused(String name, Set<String> taken) {
    String candidate = name;
    for (int number = 2; taken.contains(candidate); number++) {
      candidate = name + "_" + number;
    }
    return candidate;
  }
}
