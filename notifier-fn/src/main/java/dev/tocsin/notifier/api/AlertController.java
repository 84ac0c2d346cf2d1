package dev.tocsin.notifier.api;

import dev.tocsin.core.access.Needs;
import dev.tocsin.core.access.Role;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.notifier.acknowledge.AcknowledgeAlert;
import dev.tocsin.notifier.acknowledge.AcknowledgeOutcome;
import dev.tocsin.notifier.timeline.ReadTimeline;
import dev.tocsin.platform.access.Callers;
import dev.tocsin.platform.access.ProblemDocument;
import dev.tocsin.routing.timeline.TimelineCursor;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.exceptions.HttpStatusException;
import java.util.Optional;

/** {@code /api/v1/alerts/{fingerprint}}: what happened to one alert, and who has it in hand. */
@Controller("/api/v1/alerts")
class AlertController {
  private static final int DEFAULT_LIMIT = 100;

  private final ReadTimeline timeline;
  private final AcknowledgeAlert acknowledge;

  AlertController(ReadTimeline timeline, AcknowledgeAlert acknowledge) {
    this.timeline = timeline;
    this.acknowledge = acknowledge;
  }

  /**
   * @param after the {@code next} of the page before
   */
  @Needs(Role.VIEWER)
  @Get(
      uri = "/{fingerprint}/timeline",
      produces = {MediaType.APPLICATION_JSON, ProblemDocument.MEDIA_TYPE})
  HttpResponse<?> timeline(
      String fingerprint, @QueryValue Optional<String> after, @QueryValue Optional<String> limit) {
    return timeline
        .run(
            fingerprint(fingerprint),
            after.map(AlertController::cursor),
            PageLimit.of(limit, DEFAULT_LIMIT))
        .<HttpResponse<?>>map(page -> HttpResponse.ok(Enveloped.of(ShownTimeline.of(page))))
        .orElseGet(() -> unknown(fingerprint));
  }

  @Needs(Role.RESPONDER)
  @Post(
      uri = "/{fingerprint}/ack",
      produces = {MediaType.APPLICATION_JSON, ProblemDocument.MEDIA_TYPE})
  HttpResponse<?> acknowledge(
      HttpRequest<?> request, String fingerprint, @Body AcknowledgeRequest body) {
    return answer(
        fingerprint,
        acknowledge.acknowledge(
            fingerprint(fingerprint),
            body.readUntil(),
            body.readComment(),
            Callers.of(request).name()));
  }

  @Needs(Role.RESPONDER)
  @Post(
      uri = "/{fingerprint}/unack",
      produces = {MediaType.APPLICATION_JSON, ProblemDocument.MEDIA_TYPE})
  HttpResponse<?> unacknowledge(HttpRequest<?> request, String fingerprint) {
    return answer(
        fingerprint,
        acknowledge.unacknowledge(fingerprint(fingerprint), Callers.of(request).name()));
  }

  private static HttpResponse<?> answer(String fingerprint, AcknowledgeOutcome outcome) {
    return switch (outcome) {
      case AcknowledgeOutcome.Done done ->
          HttpResponse.ok(Enveloped.of(ShownAcknowledgement.of(done.acknowledgement())));
      case AcknowledgeOutcome.Refused refused ->
          ProblemDocument.answer(HttpResponse.status(HttpStatus.CONFLICT), refused.sentence());
      case AcknowledgeOutcome.Invalid invalid ->
          ProblemDocument.answer(HttpResponse.badRequest(), invalid.sentence());
      case AcknowledgeOutcome.Unknown unused -> unknown(fingerprint);
    };
  }

  private static HttpResponse<?> unknown(String fingerprint) {
    return ProblemDocument.answer(
        HttpResponse.notFound(), "there is no alert with the fingerprint " + fingerprint);
  }

  private static Fingerprint fingerprint(String text) {
    try {
      return Fingerprint.parse(text);
    } catch (IllegalArgumentException e) {
      throw refused("fingerprint must be 16 hexadecimal digits");
    }
  }

  private static TimelineCursor cursor(String text) {
    return TimelineCursor.parse(text)
        .orElseThrow(() -> refused("after must be the \"next\" of the page before"));
  }

  private static HttpStatusException refused(String sentence) {
    return new HttpStatusException(HttpStatus.BAD_REQUEST, sentence);
  }
}
