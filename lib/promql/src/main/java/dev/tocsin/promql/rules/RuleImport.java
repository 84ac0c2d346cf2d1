package dev.tocsin.promql.rules;

import dev.tocsin.core.yaml.DurationText;
import dev.tocsin.core.yaml.Position;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.core.yaml.Warning;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.rule.ScheduledCondition;
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
    groups.forEach(group -> made.addAll(group(group)));
    List<String> comments =
        List.of(
            "Made by tocsin rules import of "
                + String.join(", ", files.stream().map(SourceFile::name).toList()));
    return new Result(texts.of(comments, made), remarks, alerts, imported, approximate, recordings);
  }

  private void remark(Position at, String rule, String text) {
    remarks.add(at.file() + ":" + at.line() + ": " + rule + ": " + text);
  }

  /** The group, and beside it those whose rules need a shorter interval. */
  private List<RuleFileText.Group> group(Group group) {
    Duration interval = group.interval().orElse(settings.interval());
    Map<Duration, List<RuleFileText.Entry>> rules = new LinkedHashMap<>();
    rules.put(interval, new ArrayList<>());
    for (Alert alert : group.alerts()) {
      alerts++;
      try {
        Draft made = rule(group, alert, interval);
        rules.computeIfAbsent(made.interval(), shorter -> new ArrayList<>()).add(made.entry());
        imported++;
      } catch (Untranslatable e) {
        remark(alert.at(), "alert " + alert.name(), e.reason());
      }
    }
    List<RuleFileText.Group> made = new ArrayList<>();
    rules.forEach((step, entries) -> {
      if (!entries.isEmpty()) {
        String time = DurationText.of(step);
        String name = step.equals(interval) ? group.name() : group.name() + "_" + time;
        made.add(new RuleFileText.Group(free(name, groupNames), time, entries));
      }
    });
    return made;
  }

  /**
   * A rule that was made of an alert, as our own reader takes it.
   *
   * @param interval at which it is evaluated
   * @param differences what it means else than the alert
   * @param window its shortest window
   * @param warnings for which {@code tocsin rules check --strict} would fail
   */
  private record Draft(
      RuleFileText.Entry entry,
      Duration interval,
      List<String> differences,
      Optional<Duration> window,
      List<Warning> warnings) {}

  private Draft rule(Group group, Alert alert, Duration interval) {
    Draft draft = draft(group, alert, interval, List.of());
    Optional<Duration> tooShort =
        draft.window().filter(window -> window.compareTo(interval.multipliedBy(2)) < 0);
    if (tooShort.isPresent()) {
      draft = moreOften(group, alert, interval, tooShort.get());
    }
    if (!draft.warnings().isEmpty()) {
      throw new Untranslatable(
          "makes a rule that Tocsin warns of: " + draft.warnings().getFirst().message());
    }
    ids.add(id(alert.name()));
    if (!draft.differences().isEmpty()) {
      approximate++;
      remark(
          alert.at(),
          "alert " + alert.name(),
          "imported, but differs: " + String.join("; ", draft.differences()));
    }
    return draft;
  }

  /** A rule whose window is shorter than two intervals, evaluated twice in each. */
  private Draft moreOften(Group group, Alert alert, Duration interval, Duration window) {
    Duration half = Duration.ofMillis(Math.max(1, window.toMillis() / 2));
    return draft(
        group,
        alert,
        half,
        List.of(
            "Prometheus evaluates every %s, Tocsin every %s, since the window of %s is shorter than two intervals"
                .formatted(
                    DurationText.of(interval), DurationText.of(half), DurationText.of(window))));
  }

  private Draft draft(Group group, Alert alert, Duration interval, List<String> more) {
    group
        .obstacle()
        .ifPresent(obstacle -> {
          throw new Untranslatable(obstacle);
        });
    AlertImport.Made made = AlertImport.of(alert, interval, settings.severities());
    made.metrics().forEach(this::refuseRecorded);
    List<String> differences = new ArrayList<>(made.differences());
    differences.addAll(more);
    if (!differences.isEmpty() && !settings.takesApproximate()) {
      throw new Untranslatable(
          "is not the same in Tocsin, and imported with --approximate only: "
              + String.join("; ", differences));
    }
    List<String> comments = new ArrayList<>();
    comments.add(alert.at().file() + ":" + alert.at().line() + ": " + alert.expr());
    differences.forEach(difference -> comments.add("differs: " + difference));
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", id(alert.name()));
    fields.putAll(made.fields());
    return checked(new RuleFileText.Entry(comments, fields), interval, differences);
  }

  private void refuseRecorded(String metric) {
    if (recorded.containsKey(metric)) {
      throw new Untranslatable(
          "reads %s, which the recording rule at %s makes".formatted(metric, recorded.get(metric)));
    }
  }

  /** Whatever our own reader does not take is not sayable. */
  private Draft checked(RuleFileText.Entry entry, Duration interval, List<String> differences) {
    String text =
        texts.of(
            List.of(),
            List.of(new RuleFileText.Group("g", DurationText.of(interval), List.of(entry))));
    Problems problems = new Problems();
    Optional<RuleSet> read = RuleFiles.read(List.of(new SourceFile("rule", text)), problems);
    if (read.isEmpty()) {
      throw new Untranslatable(
          "makes a rule that Tocsin refuses: " + problems.list().getFirst().message());
    }
    Optional<Duration> window =
        read.get().rules().getFirst().condition() instanceof ScheduledCondition condition
            ? condition.shortestWindow()
            : Optional.empty();
    return new Draft(entry, interval, differences, window, problems.warnings());
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
