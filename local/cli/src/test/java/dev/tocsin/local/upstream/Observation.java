package dev.tocsin.local.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * What was seen of one program in a scenario.
 *
 * @param start of the scenario
 * @param replies of the API, in the order of the calls
 */
record Observation(Instant start, List<Attempt> attempts, List<Answered> replies) {
  /**
   * A call and its reply, in which silences have the scenario's names for their ids.
   *
   * @param call the step's time, method and path
   */
  record Answered(String call, int status, JsonNode body) {}

  Observation {
    attempts = List.copyOf(attempts);
    replies = List.copyOf(replies);
  }
}
