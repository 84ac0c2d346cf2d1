package dev.tocsin.notifier.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tocsin.core.access.Principal;
import dev.tocsin.core.deadletter.DeadLetter;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A page of dead letters, in the envelope of Prometheus's API. */
@Serdeable
record DeadLettersAnswer(String status, Data data) {
  static DeadLettersAnswer of(List<DeadLetter> letters, int limit, Principal reader) {
    UUID next = letters.size() == limit ? letters.getLast().id() : null;
    return new DeadLettersAnswer(
        "success",
        new Data(
            letters.stream().map(letter -> ShownDeadLetter.of(letter, reader)).toList(), next));
  }

  /**
   * The page.
   *
   * @param next to be given as {@code after} for the next page; none on the last
   */
  @Serdeable
  record Data(
      @JsonProperty("dead_letters") @JsonInclude(JsonInclude.Include.ALWAYS)
          List<ShownDeadLetter> deadLetters,
      @Nullable UUID next) {}
}
