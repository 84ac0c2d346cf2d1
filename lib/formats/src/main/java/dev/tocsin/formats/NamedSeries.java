package dev.tocsin.formats;

import dev.tocsin.core.label.Labels;
import dev.tocsin.engine.sample.Series;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A series as a record of several samples names it. Its parts may be beyond the limits of a sample.
 */
final class NamedSeries {
  private final String metric;
  private final Map<String, String> tags;
  private final String badTags;
  private final Series series;

  private NamedSeries(String metric, Map<String, String> tags, String badTags, Labels labels) {
    this.metric = metric;
    this.tags = tags;
    this.badTags = badTags;
    this.series = new Series(metric, labels);
  }

  /** Tags of any name: the names of JSON's fields are names like others here. */
  static NamedSeries of(String metric, Map<String, String> tags) {
    Map<String, String> all = new LinkedHashMap<>(tags);
    String badTags = badTags(all);
    return new NamedSeries(
        metricName(metric), all, badTags, badTags.isEmpty() ? Labels.of(all) : Labels.EMPTY);
  }

  /** The series of the same labels under the name with an ending. */
  NamedSeries ending(String ending) {
    return new NamedSeries(metric + ending, tags, badTags, series.labels());
  }

  /** The series with one more tag, or another text of it. */
  NamedSeries with(String tag, String text) {
    if (!badTags.isEmpty()) {
      // It stays bad, and its tags may be many more than are worth a copy for each bucket.
      return this;
    }
    Map<String, String> more = new LinkedHashMap<>(tags);
    more.put(tag, text);
    return of(metric, more);
  }

  /**
   * A name in which what no name may have is {@code _}, several of them one, as OpenTelemetry's
   * compatibility specification for Prometheus says. A name without fault stays as it is. Of one
   * that is too long no more is kept than makes it so: a record may have many points of it.
   */
  private static String metricName(String name) {
    if (name.length() > SampleText.MAX_METRIC_NAME) {
      return name.substring(0, SampleText.MAX_METRIC_NAME + 1);
    }
    if (name.isEmpty() || SampleText.metricName(name)) {
      return name;
    }
    String plain = name.replaceAll("[^a-zA-Z0-9_:.]", "_").replaceAll("_{2,}", "_");
    return Character.isDigit(plain.charAt(0)) || plain.charAt(0) == '.' ? "_" + plain : plain;
  }

  private static String badTags(Map<String, String> tags) {
    String fault = SampleLimits.badTagCount(tags.size());
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      if (!fault.isEmpty()) {
        return fault;
      }
      fault = SampleLimits.badTagName(tag.getKey());
      if (fault.isEmpty()) {
        fault = SampleLimits.badTagText(tag.getKey(), tag.getValue());
      }
    }
    return fault;
  }

  String metric() {
    return metric;
  }

  /** What is wrong with the tags, or nothing. */
  String badTags() {
    return badTags;
  }

  /** The series; without labels when there is something wrong with its tags. */
  Series series() {
    return series;
  }
}
