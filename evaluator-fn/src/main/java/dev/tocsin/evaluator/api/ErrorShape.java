package dev.tocsin.evaluator.api;

import dev.tocsin.platform.access.ProblemDocument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.Set;

/**
 * How a request that failed is answered: by a problem document; but what Prometheus's clients read
 * fails in the envelope of its API. Who may not read it at all is answered by a problem document
 * there too, as by the gateway in front.
 */
final class ErrorShape {
  private static final Set<String> OF_PROMETHEUS = Set.of("/api/v1/rules", "/api/v1/alerts");
  private static final Set<String> READS = Set.of("GET", "HEAD");
  private static final Set<Integer> OF_ACCESS = Set.of(401, 403, 429);

  private ErrorShape() {}

  /** Gives an answer its body and its type. */
  static MutableHttpResponse<Object> of(
      HttpRequest<?> request, MutableHttpResponse<?> response, ApiError error) {
    if (isOfPrometheus(request) && !OF_ACCESS.contains(response.code())) {
      return response.<Object>body(error).contentType(MediaType.APPLICATION_JSON_TYPE);
    }
    ProblemDocument problem = ProblemDocument.of(response.code(), response.reason(), error.error());
    return response
        .<Object>body(
            error.problems() == null ? problem : RuleProblems.of(problem, error.problems()))
        .contentType(ProblemDocument.MEDIA_TYPE);
  }

  private static boolean isOfPrometheus(HttpRequest<?> request) {
    return READS.contains(request.getMethodName())
        && OF_PROMETHEUS.contains(request.getPath().replaceFirst("/$", ""));
  }
}
