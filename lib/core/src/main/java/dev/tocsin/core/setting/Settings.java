package dev.tocsin.core.setting;

import dev.tocsin.core.limit.Limits;
import dev.tocsin.core.yaml.Position;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an operator sets for all functions together.
 *
 * @param topics at least one; no name twice
 * @param allowedLateness how much older than the newest of its partition a sample may be
 * @param naming how alerts are named
 * @param limits on what comes from outside
 * @param grafanaUrl base of dashboard links
 * @param publicUrl base of approval links
 * @param builtIns how the alerts on the pipeline itself are set
 */
public record Settings(
    List<Topic> topics,
    Duration allowedLateness,
    AlertNaming naming,
    Limits limits,
    Optional<URI> grafanaUrl,
    Optional<URI> publicUrl,
    NotificationSettings notification,
    BuiltInSettings builtIns) {
  /** What holds where nothing is set. */
  public static final Settings DEFAULT =
      new Settings(
          List.of(
              Topic.of(
                  "gds.metrics.production",
                  Topic.Format.JSON,
                  true,
                  Position.startOf("default settings"))),
          Duration.ofSeconds(10),
          AlertNaming.DEFAULT,
          Limits.DEFAULT,
          Optional.empty(),
          Optional.empty(),
          NotificationSettings.DEFAULT,
          BuiltInSettings.DEFAULT);

  /** What is set of a topic; the defaults of a topic when nothing is. */
  public Topic topic(String name) {
    return topics.stream()
        .filter(topic -> topic.name().equals(name))
        .findFirst()
        .orElseGet(
            () -> Topic.of(name, Topic.Format.JSON, true, Position.startOf("default settings")));
  }

  public Settings {
    topics = List.copyOf(topics);
  }

  /** The same, with other times of evaluation. */
  public Settings withTimes(Duration lateness, Duration window) {
    return new Settings(
        topics,
        lateness,
        naming.withDedupWindow(window),
        limits,
        grafanaUrl,
        publicUrl,
        notification,
        builtIns);
  }

  /** The same, with other topics. */
  public Settings withTopics(List<Topic> other) {
    return new Settings(
        other, allowedLateness, naming, limits, grafanaUrl, publicUrl, notification, builtIns);
  }

  /** The same, with other notification. */
  public Settings withNotification(NotificationSettings other) {
    return new Settings(
        topics, allowedLateness, naming, limits, grafanaUrl, publicUrl, other, builtIns);
  }

  /** The same, with another base of dashboard links. */
  public Settings withGrafanaUrl(Optional<URI> url) {
    return new Settings(
        topics, allowedLateness, naming, limits, url, publicUrl, notification, builtIns);
  }

  /** The same, with other alerts on the pipeline itself. */
  public Settings withBuiltIns(BuiltInSettings other) {
    return new Settings(
        topics, allowedLateness, naming, limits, grafanaUrl, publicUrl, notification, other);
  }

  /** Whether a running process can go over to other settings without a new start. */
  public boolean mayBecome(Settings other) {
    return topics.stream()
            .map(Topic::description)
            .toList()
            .equals(other.topics.stream().map(Topic::description).toList())
        && limits.equals(other.limits)
        && publicUrl.equals(other.publicUrl);
  }
}
