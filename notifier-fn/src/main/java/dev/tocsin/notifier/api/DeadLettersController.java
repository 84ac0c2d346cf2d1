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
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.exceptions.HttpStatusException;
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
      @QueryValue Optional<String> after,
      @QueryValue Optional<String> limit) {
    int most = Math.clamp(limit.map(DeadLettersController::number).orElse(DEFAULT_LIMIT), 1, MOST);
    return DeadLettersAnswer.of(
        letters.list(after.map(text -> uuid("after", text)), most), most, Callers.of(request));
  }

  @Needs(Role.VIEWER)
  @Get("/{id}")
  ShownDeadLetter one(HttpRequest<?> request, String id) {
    return letters
        .find(uuid("id", id))
        .map(letter -> ShownDeadLetter.of(letter, Callers.of(request)))
        .orElseThrow(() -> new NoSuchLetter(id));
  }

  @Needs(Role.ADMIN)
  @Post(
      uri = "/{id}/redrive",
      produces = {MediaType.APPLICATION_JSON, ProblemDocument.MEDIA_TYPE})
  HttpResponse<?> driveAgain(String id) {
    UUID letter = uuid("id", id);
    Optional<String> refusal = redrive.run(letter);
    if (refusal.isEmpty()) {
      return HttpResponse.ok(new Redriven(letter, "redriven"));
    }
    HttpStatus status =
        letters.find(letter).isPresent() ? HttpStatus.CONFLICT : HttpStatus.NOT_FOUND;
    return ProblemDocument.answer(HttpResponse.status(status), refusal.get());
  }

  @Error(NoSuchLetter.class)
  HttpResponse<?> noSuchLetter(NoSuchLetter missing) {
    return ProblemDocument.answer(HttpResponse.notFound(), String.valueOf(missing.getMessage()));
  }

  private static UUID uuid(String name, String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new HttpStatusException(
          HttpStatus.BAD_REQUEST, "%s must be the id of a dead letter, a UUID".formatted(name));
    }
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new HttpStatusException(
          HttpStatus.BAD_REQUEST, "limit must be a whole number, 1 to %d".formatted(MOST));
    }
  }

  /** Nothing has this id. */
  static final class NoSuchLetter extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoSuchLetter(String id) {
      super("there is no dead letter " + id, null, false, false);
    }
  }
}
