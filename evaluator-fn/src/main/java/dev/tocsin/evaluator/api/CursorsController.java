package dev.tocsin.evaluator.api;

import dev.tocsin.evaluator.builtin.ResetCursors;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/cursors}. */
@Controller("/api/v1/cursors")
class CursorsController {
  private final ResetCursors reset;

  CursorsController(ResetCursors reset) {
    this.reset = reset;
  }

  /** What was reset. */
  @Serdeable
  record Cursors(List<Cursor> cursors) {}

  /** A cursor that was put back from one offset to another. */
  @Serdeable
  record Cursor(String topic, int partition, long from, long to) {}

  /**
   * Puts back the cursors that are ahead of a topic, because it was made anew or has lost records.
   *
   * @param topic its name
   * @param partition only this one
   * @param to start, unless it is end: then what the topic holds now counts as taken
   */
  @ForAdmins
  @Post("/{topic}/reset")
  Answer<Cursors> reset(
      String topic, @QueryValue @Nullable String partition, @QueryValue @Nullable String to) {
    List<Cursor> done =
        reset
            .run(
                topic,
                Optional.ofNullable(partition)
                    .map(number -> Parameters.atLeast(0, "partition", number)),
                place(to))
            .stream()
            .map(cursor ->
                new Cursor(
                    cursor.partition().topic(),
                    cursor.partition().partition(),
                    cursor.from(),
                    cursor.to()))
            .toList();
    if (done.isEmpty()) {
      throw ApiRefused.notFound(
          "no cursor of topic \"%s\" is ahead of it, as the tick has last seen it"
              .formatted(topic));
    }
    return Answer.of(new Cursors(done));
  }

  private static ResetCursors.To place(@Nullable String text) {
    return text == null || Parameters.either("start", "end", "to", text).equals("start")
        ? ResetCursors.To.START
        : ResetCursors.To.END;
  }
}
