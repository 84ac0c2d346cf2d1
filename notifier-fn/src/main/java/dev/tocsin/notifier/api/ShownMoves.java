package dev.tocsin.notifier.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.yaml.DurationText;
import dev.tocsin.notifier.routing.TryConfiguration;
import dev.tocsin.routing.move.Difference;
import dev.tocsin.routing.move.Move;
import dev.tocsin.routing.move.Moves;
import dev.tocsin.routing.move.Placement;
import dev.tocsin.routing.route.Route;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration would do.
 *
 * @param version in force, which it is compared with
 * @param problems for which it would be refused; then nothing is said of alerts
 * @param active how many alerts are active
 * @param moved how many of them would move
 * @param differences how many would move by their {@code receivers}, {@code groups} and {@code
 *     timers}
 * @param alerts that would move, by fingerprint
 * @param next to be given as {@code after} for the next page of alerts; absent on the last
 */
@Serdeable
@JsonInclude(JsonInclude.Include.NON_NULL)
record ShownMoves(
    long version,
    List<ShownRemark> problems,
    List<ShownRemark> warnings,
    int active,
    int moved,
    Map<String, Integer> differences,
    List<Moved> alerts,
    @Nullable String next) {
  /** An alert that would move. */
  @Serdeable
  record Moved(
      String fingerprint,
      Map<String, String> labels,
      List<String> differences,
      List<Place> from,
      List<Place> to) {
    static Moved of(Move move) {
      return new Moved(
          move.alert().fingerprint().toString(),
          move.alert().labels().asMap(),
          move.differences().stream().map(ShownMoves::code).sorted().toList(),
          move.from().stream().map(Place::of).toList(),
          move.to().stream().map(Place::of).toList());
    }
  }

  /** A route that takes the alert, and its group there. */
  @Serdeable
  record Place(
      String receiver,
      String route,
      @JsonProperty("group_key") String groupKey,
      @JsonProperty("group_wait") String groupWait,
      @JsonProperty("group_interval") String groupInterval,
      @JsonProperty("repeat_interval") String repeatInterval) {
    static Place of(Placement placement) {
      Route route = placement.route();
      return new Place(
          route.receiver(),
          route.key(),
          route.groupKey(placement.group().labels()),
          DurationText.of(route.groupWait()),
          DurationText.of(route.groupInterval()),
          DurationText.of(route.repeatInterval()));
    }
  }

  /** A page of what a try has found. */
  static ShownMoves of(TryConfiguration.Tried tried, Optional<Fingerprint> after, int limit) {
    Moves moves = tried.moves().orElse(new Moves(0, List.of()));
    List<Move> left =
        moves.moves().stream()
            .sorted(Comparator.comparing(move -> move.alert().fingerprint()))
            .filter(
                move -> after.isEmpty() || move.alert().fingerprint().compareTo(after.get()) > 0)
            .toList();
    List<Moved> page = left.stream().limit(limit).map(Moved::of).toList();
    return new ShownMoves(
        tried.version(),
        ShownRemark.problems(tried.problems()),
        ShownRemark.warnings(tried.problems().warnings()),
        moves.looked(),
        moves.moves().size(),
        counts(moves),
        page,
        left.size() > page.size() ? page.getLast().fingerprint() : null);
  }

  private static Map<String, Integer> counts(Moves moves) {
    Map<String, Integer> counts = new TreeMap<>();
    moves.counts().forEach((difference, count) -> counts.put(code(difference), count));
    return counts;
  }

  private static String code(Difference difference) {
    return difference.name().toLowerCase(Locale.ROOT);
  }
}
