package dev.tocsin.notifier.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.notifier.timeline.AlertTimeline;
import dev.tocsin.routing.timeline.TimelineCursor;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of the history of an alert, the newest first.
 *
 * @param next to be given as {@code after} for the next page; none on the last
 */
@Serdeable
@JsonInclude(JsonInclude.Include.NON_NULL)
record ShownTimeline(Map<String, String> labels, List<ShownEntry> entries, @Nullable String next) {
  static ShownTimeline of(AlertTimeline timeline) {
    return new ShownTimeline(
        timeline.labels().asMap(),
        timeline.page().entries().stream().map(entry -> ShownEntry.of(entry, timeline)).toList(),
        timeline.page().next().map(TimelineCursor::toString).orElse(null));
  }
}
