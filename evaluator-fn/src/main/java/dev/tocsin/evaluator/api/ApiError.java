package dev.tocsin.evaluator.api;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request that failed is answered, as Prometheus's API has it; see {@link ErrorShape}.
 *
 * @param errorType names the kind: {@code bad_data}, {@code not_found} …
 * @param error one sentence
 * @param problems of the rules that were sent, where these are at problem
 */
@Serdeable
record ApiError(
    String status, String errorType, String error, @Nullable List<ShownProblem> problems) {
  static ApiError of(String errorType, String error) {
    return new ApiError("error", errorType, error, null);
  }
}
