package dev.tocsin.routing.config.reader;

import dev.tocsin.routing.config.key.Keys;
import dev.tocsin.routing.matcher.MatcherSyntax;
import dev.tocsin.routing.matcher.Matchers;
import dev.tocsin.routing.route.RouteSpec;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code route} and the routes below it. */
final class RouteKeys {
  private static final int MOST = 10_000;
  private static final String ALL = "...";

  private final MatcherSyntax syntax;
  private final Names receivers;
  private final Names intervals;
  private int count;

  RouteKeys(MatcherSyntax syntax, Names receivers, Names intervals) {
    this.syntax = syntax;
    this.receivers = receivers;
    this.intervals = intervals;
  }

  /** The root, which takes every alert that no other route takes. */
  Optional<RouteSpec> root(Keys keys) {
    if (!keys.has("receiver")) {
      keys.problem("the root route has no \"receiver\"");
    }
    for (String key : List.of("match", "match_re", "matchers")) {
      refuseAtRoot(keys, key, "takes every alert");
    }
    for (String key : List.of("mute_time_intervals", "active_time_intervals")) {
      refuseAtRoot(keys, key, "is always active");
    }
    Optional<RouteSpec> root = read(keys, true);
    if (count > MOST) {
      keys.problem("route has %,d routes; at most %,d are allowed".formatted(count, MOST));
    }
    return root;
  }

  private static void refuseAtRoot(Keys keys, String key, String reason) {
    if (keys.hasItems(key)) {
      keys.problem(key, "the root route must not have \"%s\": it %s".formatted(key, reason));
    }
  }

  private Optional<RouteSpec> read(Keys keys, boolean isRoot) {
    count++;
    Optional<String> receiver = keys.text("receiver");
    receiver.ifPresent(name -> receivers.use(keys, "receiver", name));
    List<String> groupBy = groupBy(keys);
    Matchers matchers = new MatcherKeys(syntax).read(keys, "");
    boolean continues = keys.flag("continue", false);
    if (isRoot && continues) {
      keys.problem("continue", "the root route must not have \"continue\": no route follows it");
    }
    Optional<Duration> groupWait = keys.duration("group_wait");
    Optional<Duration> groupInterval = longerThanZero(keys, "group_interval");
    Optional<Duration> repeatInterval = longerThanZero(keys, "repeat_interval");
    List<String> mute = intervals(keys, "mute_time_intervals");
    List<String> active = intervals(keys, "active_time_intervals");
    Map<String, String> labels = keys.textMap("labels");
    List<RouteSpec> routes = keys.list("routes", "a route", route -> read(route, false));
    return keys.build(() ->
        new RouteSpec(
            matchers,
            continues,
            receiver,
            groupBy.contains(ALL) ? List.of() : groupBy,
            groupBy.contains(ALL),
            groupWait,
            groupInterval,
            repeatInterval,
            mute,
            active,
            labels,
            routes));
  }

  private List<String> groupBy(Keys keys) {
    List<String> names = keys.textList("group_by");
    List<String> labels = names.stream().filter(name -> !name.equals(ALL)).toList();
    if (labels.size() < names.size() && !labels.isEmpty()) {
      keys.problem("group_by", "group_by must not have other labels beside \"...\"");
    }
    LabelNames.check(keys, "group_by", names, name -> name.equals(ALL) || syntax.allowsName(name));
    Set<String> seen = new HashSet<>();
    labels.stream()
        .filter(name -> !seen.add(name))
        .forEach(name -> keys.problem("group_by", "group_by has \"" + name + "\" twice"));
    return names;
  }

  private static Optional<Duration> longerThanZero(Keys keys, String key) {
    Optional<Duration> duration = keys.duration(key);
    if (duration.filter(Duration::isZero).isPresent()) {
      keys.problem(key, key + " must be longer than 0");
    }
    return duration;
  }

  private List<String> intervals(Keys keys, String key) {
    List<String> names = keys.textList(key);
    intervals.use(keys, key, names);
    return names;
  }
}
