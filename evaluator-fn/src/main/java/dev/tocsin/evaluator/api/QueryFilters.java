package dev.tocsin.evaluator.api;

import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.engine.rule.LabelRegexes;
import dev.tocsin.engine.rule.Matcher;
import dev.tocsin.engine.rule.MatcherText;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Reads the filters of a query, of which there may be several by one name, within limits. */
@Singleton
final class QueryFilters {
  private final CurrentSettings settings;
  private final LimitHits hits;

  QueryFilters(CurrentSettings settings, LimitHits hits) {
    this.settings = settings;
    this.hits = hits;
  }

  /** All values of a parameter. */
  List<String> texts(HttpRequest<?> request, String name) {
    List<String> texts = request.getParameters().getAll(name);
    int most = settings.now().limits().of(Limit.QUERY_FILTERS);
    if (texts.size() > most) {
      hits.hit(Limit.QUERY_FILTERS);
      throw ApiRefused.badParameter(
          name,
          "it is there %d times, more than the %d of the limit %s"
              .formatted(texts.size(), most, Limit.QUERY_FILTERS.code()));
    }
    return texts;
  }

  /** Matchers as Alertmanager writes them, one in each value of a parameter. */
  List<Matcher> matchers(HttpRequest<?> request, String name) {
    Limits limits = settings.now().limits();
    LabelRegexes regexes = LabelRegexes.ofQuery(limits, hits);
    List<Matcher> matchers = new ArrayList<>();
    for (String text : texts(request, name)) {
      matchers.add(matcher(name, text, regexes));
    }
    return matchers;
  }

  private static Matcher matcher(String name, String text, LabelRegexes regexes) {
    try {
      return MatcherText.parse(text, regexes);
    } catch (IllegalArgumentException e) {
      throw ApiRefused.badParameter(
          name, "\"%s\" %s".formatted(Parameters.shown(text), e.getMessage()));
    }
  }
}
