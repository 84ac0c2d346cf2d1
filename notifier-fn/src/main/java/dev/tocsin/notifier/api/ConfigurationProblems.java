package dev.tocsin.notifier.api;

import dev.tocsin.core.yaml.Problems;
import dev.tocsin.platform.access.ProblemDocument;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * A problem document for a configuration that has problems; {@code problems}, with their places, is
 * an extension as RFC 9457 has it.
 */
@Serdeable
record ConfigurationProblems(
    String type, String title, int status, String detail, List<ShownRemark> problems) {
  static HttpResponse<?> answer(Problems problems) {
    HttpStatus status = HttpStatus.UNPROCESSABLE_ENTITY;
    String detail =
        "nothing is changed, since the configuration has %d problem%s"
            .formatted(problems.size(), problems.size() == 1 ? "" : "s");
    return HttpResponse.status(status)
        .body(
            new ConfigurationProblems(
                "about:blank",
                status.getReason(),
                status.getCode(),
                detail,
                ShownRemark.problems(problems)))
        .contentType(ProblemDocument.MEDIA_TYPE);
  }
}
