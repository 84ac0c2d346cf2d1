package dev.tocsin.evaluator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * What a request that succeeded is answered, in the envelope of Prometheus's API.
 *
 * @param warnings what is missing from the data, a sentence each; left out when nothing is
 */
@Serdeable
record Answer<T>(
    String status,
    T data,
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED)
        List<String> warnings) {
  static <T> Answer<T> of(T data) {
    return new Answer<>("success", data, List.of());
  }

  static <T> Answer<T> of(T data, List<String> warnings) {
    return new Answer<>("success", data, warnings);
  }
}
