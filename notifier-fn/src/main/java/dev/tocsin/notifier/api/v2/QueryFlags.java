package dev.tocsin.notifier.api.v2;

import io.micronaut.http.HttpParameters;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The yes-or-no parameters of a query, which are yes unless they say otherwise. */
final class QueryFlags {
  /** In any case; every other text is a no, as at Alertmanager. */
  private static final Set<String> YES =
      Set.of("true", "1", "yes", "ok", "y", "on", "selected", "checked", "t", "enabled");

  private QueryFlags() {}

  static boolean of(HttpParameters query, String name) {
    List<String> values = query.getAll(name);
    String last = values.isEmpty() ? "" : values.getLast();
    return last.isEmpty() || YES.contains(last.toLowerCase(Locale.ROOT));
  }
}
