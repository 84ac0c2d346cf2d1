package dev.tocsin.notifier.api;

import dev.tocsin.core.access.Needs;
import dev.tocsin.core.access.Role;
import dev.tocsin.core.deadletter.DeadLetters;
import dev.tocsin.notifier.redrive.Redrive;
import dev.tocsin.platform.access.Callers;
import dev.tocsin.platform.access.ProblemDocument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import java.util.Optional;
import java.util.UUID;

/** {@code /api/v1/dead-letters}: what could not be processed, newest first. */
@Controller("/api/v1/dead-letters")
class DeadLettersController {
  private static final int DEFAULT_LIMIT = 50;

  /** With raw bytes cut to 64 KiB, an answer stays below Lambda's 6 MB. */
  private static final int MOST = 60;

  private final DeadLetters letters;
  private final Redrive redrive;

  DeadLettersController(DeadLetters letters, Redrive redrive) {
    this.letters = letters;
    this.redrive = redrive;
  }

  /**
   * @param after the last id of the page before
   */
  @Needs(Role.VIEWER)
  @Get
  DeadLettersAnswer list(
      HttpRequest<?> request,
      @QueryValue Optional<UUID> after,
      @QueryValue Optional<Integer> limit) {
    int most = Math.clamp(limit.orElse(DEFAULT_LIMIT), 1, MOST);
    return DeadLettersAnswer.of(letters.list(after, most), most, Callers.of(request));
  }

  @Needs(Role.VIEWER)
  @Get("/{id}")
  Optional<ShownDeadLetter> one(HttpRequest<?> request, UUID id) {
    return letters.find(id).map(letter -> ShownDeadLetter.of(letter, Callers.of(request)));
  }

  @Needs(Role.ADMIN)
  @Post(
      uri = "/{id}/redrive",
      produces = {MediaType.APPLICATION_JSON, ProblemDocument.MEDIA_TYPE})
  HttpResponse<?> driveAgain(UUID id) {
    Optional<String> refusal = redrive.run(id);
    if (refusal.isEmpty()) {
      return HttpResponse.ok(new Redriven(id, "redriven"));
    }
    HttpStatus status = letters.find(id).isPresent() ? HttpStatus.CONFLICT : HttpStatus.NOT_FOUND;
    return HttpResponse.status(status)
        .contentType(ProblemDocument.MEDIA_TYPE)
        .body(ProblemDocument.of(status.getCode(), status.getReason(), refusal.get()));
  }
}
