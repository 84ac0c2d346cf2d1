package dev.tocsin.notifier.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.core.message.Rfc3339;
import dev.tocsin.routing.change.Change;
import dev.tocsin.routing.change.ChangePage;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.annotation.Serdeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * A page of changes, the oldest first.
 *
 * @param next to be given as {@code after} for what follows; there is always one
 * @param reset whether changes before {@code next} are missing: what is shown must be read anew
 */
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
record ShownChanges(List<ShownChange> events, String next, boolean reset) {
  static ShownChanges of(ChangePage page, JsonMapper json) {
    return new ShownChanges(
        page.changes().stream().map(change -> ShownChange.of(change, json)).toList(),
        page.next().toString(),
        page.isReset());
  }

  /**
   * A change.
   *
   * @param id the place behind it
   * @param subject the thing as it was then
   */
  @Serdeable
  record ShownChange(String id, String at, String topic, String what, JsonNode subject) {
    static ShownChange of(Change change, JsonMapper json) {
      try {
        return new ShownChange(
            change.position().toString(),
            Rfc3339.format(change.at()),
            change.topic(),
            change.what(),
            Optional.ofNullable(json.readValue(change.body(), JsonNode.class))
                .orElseGet(JsonNode::nullNode));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
