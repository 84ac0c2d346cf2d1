package dev.tocsin.core.setting;

import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.Position;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.Shape;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.core.yaml.YamlDocuments;
import dev.tocsin.core.yaml.YamlNode;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a file of settings: one document, in which every field may be absent. */
public final class SettingsFile {
  private static final Pattern TOPIC_NAME = Pattern.compile("(?!\\.\\.?$)[a-zA-Z0-9._-]{1,249}");

  private static final Shape<Duration> WHOLE_SECONDS =
      Shape.positiveDuration()
          .as(duration -> {
            if (duration.toMillisPart() != 0) {
              throw new IllegalArgumentException("must be whole seconds");
            }
            return duration;
          });

  private static final String FIXED = "%s is part of the deployment: %s, and take it out here";

  private final Settings absent;
  private final boolean deployed;

  private SettingsFile(Settings absent, boolean deployed) {
    this.absent = absent;
    this.deployed = deployed;
  }

  /** The settings; empty when there are problems. */
  public static Optional<Settings> read(SourceFile file, Problems problems) {
    return new SettingsFile(Settings.DEFAULT, false).readFrom(file, problems);
  }

  /**
   * The settings of functions that are deployed and go on running: what the deployment itself is
   * made for must be as it says, or absent.
   *
   * @param deployment what holds where the file says nothing
   */
  public static Optional<Settings> readDeployed(
      SourceFile file, Settings deployment, Problems problems) {
    return new SettingsFile(deployment, true).readFrom(file, problems);
  }

  private Optional<Settings> readFrom(SourceFile file, Problems problems) {
    int before = problems.size();
    List<YamlNode> documents = YamlDocuments.read(file.name(), file.text(), problems);
    if (documents.size() > 1) {
      problems.add(documents.get(1).at(), "settings must be one document");
    }
    if (documents.isEmpty()) {
      return problems.size() == before ? Optional.of(absent) : Optional.empty();
    }
    return Shape.mapping("settings", this::settings)
        .read("settings", documents.get(0), problems)
        .filter(settings -> problems.size() == before);
  }

  private Optional<Settings> settings(Fields fields) {
    List<Topic> topics = fields.optional("topics", SettingsFile::topics).orElse(absent.topics());
    Duration lateness =
        fields.optional("allowed_lateness", Shape.duration(), absent.allowedLateness());
    Duration dedupWindow =
        fields.optional("dedup_window", WHOLE_SECONDS, absent.naming().dedupWindow());
    List<String> instanceLabels =
        fields
            .optional("instance_labels", SettingsFile::instanceLabels)
            .orElse(absent.naming().instanceLabels());
    Limits limits =
        fields.optional("limits", Shape.mapping("limits", this::limits), absent.limits());
    Optional<URI> grafana = fields.optional("grafana_url", Shape.webAddress());
    Optional<URI> base = fields.optional("public_url", Shape.webAddress());
    NotificationSettings notification =
        fields.optional(
            "notification",
            Shape.mapping(
                "notification",
                given -> NotificationFields.read(given, absent.notification(), deployed)),
            absent.notification());
    BuiltInSettings builtIns =
        fields.optional(
            "built_in_alerts",
            Shape.mapping("built_in_alerts", BuiltInFields::read),
            absent.builtIns());
    if (deployed) {
      refuseFixed(fields, topics);
    }
    return fields.build(() ->
        new Settings(
            topics,
            lateness,
            new AlertNaming(instanceLabels, dedupWindow),
            limits,
            grafana,
            base,
            notification,
            builtIns));
  }

  private void refuseFixed(Fields fields, List<Topic> topics) {
    List<String> wanted = topics.stream().map(Topic::description).toList();
    List<String> read = absent.topics().stream().map(Topic::description).toList();
    if (!wanted.equals(read)) {
      fields.problem(
          "topics",
          FIXED.formatted(
              "topics",
              "it reads %s; set Terraform's topic and topic_format"
                  .formatted(String.join(" and ", read))));
    }
    if (fields.has("limits")) {
      fields.problem("limits", FIXED.formatted("limits.batch_size", "set Terraform's batch_size"));
    }
    if (fields.has("public_url")) {
      fields.problem("public_url", FIXED.formatted("public_url", "set Terraform's public_url"));
    }
  }

  private Optional<Limits> limits(Fields fields) {
    Map<Limit, Integer> set = new EnumMap<>(Limit.class);
    set.putAll(absent.limits().set());
    for (Limit limit : Limit.values()) {
      fields
          .optional(limit.code(), Shape.integer(limit.least(), limit.most()))
          .ifPresent(value -> set.put(limit, value));
    }
    return fields.build(() -> new Limits(set));
  }

  private static Optional<List<Topic>> topics(String name, YamlNode node, Problems problems) {
    Map<String, Position> names = new HashMap<>();
    Optional<List<Topic>> topics =
        Shape.listOf(Shape.mapping("a topic", fields -> topic(fields, names)))
            .read(name, node, problems);
    if (node instanceof YamlNode.Sequence sequence && sequence.items().isEmpty()) {
      problems.add(node.at(), name + " must name at least one topic");
    }
    return topics;
  }

  /** Names of labels, each once. */
  private static Optional<List<String>> labelNames(String name, YamlNode node, Problems problems) {
    Set<String> names = new HashSet<>();
    return Shape.listOf(
            Shape.text()
                .as(text -> {
                  if (!names.add(text)) {
                    throw new IllegalArgumentException("names \"" + text + "\" twice");
                  }
                  return text;
                }))
        .read(name, node, problems);
  }

  private static Optional<List<String>> instanceLabels(
      String name, YamlNode node, Problems problems) {
    if (node instanceof YamlNode.Sequence sequence && sequence.items().isEmpty()) {
      problems.add(node.at(), name + " must name at least one label");
    }
    return labelNames(name, node, problems);
  }

  private static Optional<Topic> topic(Fields fields, Map<String, Position> names) {
    Optional<String> name = fields.required("name", Shape.anyText().as(SettingsFile::topicName));
    Topic.Format format =
        fields.optional(
            "format", Shape.oneOf(Topic.Format.class, Topic.Format::code), Topic.Format.JSON);
    boolean keyed = fields.optional("keyed", Shape.flag(), true);
    Topic.Time time =
        fields.optional(
            "timestamp", Shape.oneOf(Topic.Time.class, Topic.Time::code), Topic.Time.SAMPLE);
    List<String> dropped =
        fields.optional("drop_labels", SettingsFile::labelNames).orElse(List.of());
    Optional<HighAvailability> ha =
        fields.optional("ha", Shape.mapping("ha", of -> highAvailability(of, Set.copyOf(dropped))));
    name.ifPresent(text -> {
      Position first = names.putIfAbsent(text, fields.at("name"));
      if (first != null) {
        fields.problem("name", "topic \"" + text + "\" is taken: the first is at " + first);
      }
    });
    return fields.build(() ->
        new Topic(
            name.orElseThrow(), format, keyed, time, Set.copyOf(dropped), ha, fields.at("name")));
  }

  private static Optional<HighAvailability> highAvailability(Fields fields, Set<String> dropped) {
    HighAvailability usual = HighAvailability.DEFAULT;
    String cluster = fields.optional("cluster_label", Shape.text(), usual.clusterLabel());
    String replica = fields.optional("replica_label", Shape.text(), usual.replicaLabel());
    Duration failover = fields.optional("failover", Shape.positiveDuration(), usual.failover());
    if (cluster.equals(replica)) {
      fields.problem(
          "replica_label",
          "replica_label must be another label than cluster_label, not \"" + replica + "\" too");
    }
    refuseDropped(fields, "cluster_label", cluster, dropped);
    refuseDropped(fields, "replica_label", replica, dropped);
    return fields.build(() -> new HighAvailability(cluster, replica, failover));
  }

  /** What is dropped before cannot be looked at. */
  private static void refuseDropped(Fields fields, String name, String label, Set<String> dropped) {
    if (dropped.contains(label)) {
      fields.problem(name, "%s \"%s\" must not be among drop_labels".formatted(name, label));
    }
  }

  private static String topicName(String text) {
    if (!TOPIC_NAME.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "must be 1 to 249 characters of a-z, A-Z, 0-9, ., _ and -, not \"" + text + "\"");
    }
    return text;
  }
}
