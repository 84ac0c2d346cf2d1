package dev.tocsin.engine.rule;

import static java.util.stream.Collectors.joining;

import dev.tocsin.core.label.LabelShapes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Matchers of one label that no text meets all together.
 *
 * @param matchers their places among the matchers that were looked at, in order
 */
public record MatcherConflict(List<Integer> matchers, String written) {
  /** What takes more tests of texts than this is not found. */
  private static final int MOST_TESTS = 1_000_000;

  public MatcherConflict {
    matchers = List.copyOf(matchers);
  }

  /** The conflicts of matchers, one for a label: those that are certain. */
  public static List<MatcherConflict> of(List<Matcher> matchers) {
    Map<String, List<Integer>> places = new LinkedHashMap<>();
    for (int place = 0; place < matchers.size(); place++) {
      places.computeIfAbsent(matchers.get(place).name(), name -> new ArrayList<>()).add(place);
    }
    List<MatcherConflict> conflicts = new ArrayList<>();
    for (List<Integer> ofLabel : places.values()) {
      List<Matcher> tests = ofLabel.stream().map(matchers::get).toList();
      if (tests.size() > 1 && excludeEachOther(tests)) {
        conflicts.add(new MatcherConflict(ofLabel, written(tests)));
      }
    }
    return conflicts;
  }

  /** As Prometheus writes them, with {@code and} between them, cut where they are too long. */
  static String written(List<Matcher> matchers) {
    String text = matchers.stream().limit(10).map(Matcher::written).collect(joining(" and "));
    return text.length() <= LabelShapes.MAX_NAME && matchers.size() <= 10
        ? text
        : text.substring(0, Math.min(text.length(), LabelShapes.MAX_NAME)) + "…";
  }

  private static boolean excludeEachOther(List<Matcher> matchers) {
    List<Set<RegexTexts.Beginning>> demands = new ArrayList<>();
    Set<String> asked = new HashSet<>();
    Set<String> refused = new HashSet<>();
    for (Matcher matcher : matchers) {
      switch (matcher) {
        case Matcher.OneOf oneOf -> demands.add(whole(oneOf.texts()));
        case Matcher.Regex regex when regex.negated() -> refused.add(regex.pattern().pattern());
        case Matcher.Regex regex -> {
          asked.add(regex.pattern().pattern());
          demands.add(RegexTexts.of(regex.pattern().pattern()));
        }
        case Matcher.Not not -> {}
      }
    }
    return asked.stream().anyMatch(refused::contains)
        || common(demands)
            .filter(texts -> (long) texts.size() * matchers.size() <= MOST_TESTS)
            .filter(texts -> texts.stream().noneMatch(text -> meetsAll(text, matchers)))
            .isPresent();
  }

  private static Set<RegexTexts.Beginning> whole(Set<String> texts) {
    Set<RegexTexts.Beginning> all = new LinkedHashSet<>();
    texts.forEach(text -> all.add(new RegexTexts.Beginning(text, false)));
    return all;
  }

  /** How a text begins that meets all demands; empty where that is not followed. */
  private static Optional<Set<RegexTexts.Beginning>> common(
      List<Set<RegexTexts.Beginning>> demands) {
    Set<RegexTexts.Beginning> common = Set.of(RegexTexts.Beginning.ANY);
    for (Set<RegexTexts.Beginning> demand : demands) {
      if ((long) common.size() * demand.size() > MOST_TESTS) {
        return Optional.empty();
      }
      Set<RegexTexts.Beginning> both = new LinkedHashSet<>();
      common.forEach(each -> demand.forEach(other -> each.with(other).ifPresent(both::add)));
      common = both;
    }
    return Optional.of(common);
  }

  /** Whether a text is met by all matchers, or may be. */
  private static boolean meetsAll(RegexTexts.Beginning text, List<Matcher> matchers) {
    return text.isOpen() || matchers.stream().allMatch(matcher -> matcher.matches(text.text()));
  }
}
