package dev.tocsin.notifier.api;

import dev.tocsin.core.access.Needs;
import dev.tocsin.core.access.Role;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.yaml.Problem;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.notifier.routing.ActivateConfiguration;
import dev.tocsin.notifier.routing.ActivateConfiguration.Change;
import dev.tocsin.notifier.routing.ActivateConfiguration.Outcome;
import dev.tocsin.notifier.routing.ShowConfiguration;
import dev.tocsin.notifier.routing.TryConfiguration;
import dev.tocsin.platform.access.Callers;
import dev.tocsin.platform.access.ProblemDocument;
import dev.tocsin.platform.access.RefusalLog;
import dev.tocsin.platform.access.VersionTag;
import dev.tocsin.routing.config.ConfigurationVersions;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.exceptions.HttpStatusException;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code /api/v1/configuration}: which versions there are, and which one is in force. */
@Controller("/api/v1/configuration")
class ConfigurationController {
  private static final int DEFAULT_LIMIT = 100;
  private static final int MOST_COMMENT = 1_000;

  private final ActivateConfiguration activate;
  private final TryConfiguration tryOut;
  private final ShowConfiguration show;
  private final ConfigurationVersions versions;
  private final RefusalLog refusals;

  ConfigurationController(
      ActivateConfiguration activate,
      TryConfiguration tryOut,
      ShowConfiguration show,
      ConfigurationVersions versions,
      RefusalLog refusals) {
    this.activate = activate;
    this.tryOut = tryOut;
    this.show = show;
    this.versions = versions;
    this.refusals = refusals;
  }

  /**
   * The versions, newest first.
   *
   * @param after the {@code next} of the page before
   */
  @Needs(Role.VIEWER)
  @Get("/versions")
  HttpResponse<?> versions(@QueryValue Optional<String> after, @QueryValue Optional<String> limit) {
    int most = PageLimit.of(limit, DEFAULT_LIMIT);
    long before = after.map(text -> number("after", text)).orElse(Long.MAX_VALUE);
    long active = versions.activeNumber();
    return tagged(active, ShownVersion.Page.of(versions.before(before, most), active, most));
  }

  @Needs(Role.VIEWER)
  @Get(
      uri = "/versions/{number}",
      produces = {MediaType.APPLICATION_JSON, ProblemDocument.MEDIA_TYPE})
  HttpResponse<?> version(String number) {
    long active = versions.activeNumber();
    return show.run(number("number", number))
        .<HttpResponse<?>>map(shown -> tagged(active, ShownVersion.of(shown, active)))
        .orElseGet(() -> noVersion(number));
  }

  /**
   * Says which active alerts a configuration would move, and changes nothing.
   *
   * @param after the {@code next} of the page before
   */
  @Needs(Role.VIEWER)
  @Post("/check")
  HttpResponse<?> check(
      @Body ConfigurationRequest body,
      @QueryValue Optional<String> after,
      @QueryValue Optional<String> limit) {
    int most = PageLimit.of(limit, DEFAULT_LIMIT);
    Optional<Fingerprint> last = after.map(ConfigurationController::fingerprint);
    TryConfiguration.Tried tried = tryOut.run(body.given());
    return tagged(tried.version(), ShownMoves.of(tried, last, most));
  }

  /**
   * Puts a configuration in force.
   *
   * @param ifMatch the ETag of the version in force that is known, or * for whichever it is
   * @param comment kept with the version
   */
  @Needs(Role.ADMIN)
  @Put(produces = {MediaType.APPLICATION_JSON, ProblemDocument.MEDIA_TYPE})
  HttpResponse<?> put(
      HttpRequest<?> request,
      @Body ConfigurationRequest body,
      @Header("If-Match") Optional<String> ifMatch,
      @QueryValue Optional<String> comment) {
    String known = ifMatch.orElseThrow(ConfigurationController::withoutIfMatch);
    Change change = change(request, expected(known), comment);
    Outcome outcome = activate.put(body.given(), change);
    if (outcome instanceof Outcome.Faulty faulty) {
      refusals.add(request, where(faulty.problems()));
    }
    return answer(outcome, "");
  }

  /** Without what the problems say, which may quote secrets. */
  private static String where(Problems problems) {
    Problem first = problems.list().getFirst();
    return "problems of the configuration: %d, the first at %s:%d:%d"
        .formatted(problems.size(), first.file(), first.line(), first.column());
  }

  /**
   * Puts what a version says in force, as a new version.
   *
   * @param ifMatch as for a change; absent: whichever is in force
   */
  @Needs(Role.ADMIN)
  @Post(
      uri = "/rollback/{number}",
      produces = {MediaType.APPLICATION_JSON, ProblemDocument.MEDIA_TYPE})
  @Consumes(MediaType.ALL)
  HttpResponse<?> rollBack(
      HttpRequest<?> request,
      String number,
      @Header("If-Match") Optional<String> ifMatch,
      @QueryValue Optional<String> comment) {
    OptionalLong expected =
        ifMatch.map(ConfigurationController::expected).orElseGet(OptionalLong::empty);
    return answer(
        activate.rollBack(number("number", number), change(request, expected, comment)), number);
  }

  private static HttpResponse<?> answer(Outcome outcome, String version) {
    return switch (outcome) {
      case Outcome.Activated activated ->
          tagged(
              activated.number(),
              new ActivatedConfiguration(
                  activated.number(), ShownRemark.warnings(activated.warnings())));
      case Outcome.Faulty faulty -> ConfigurationProblems.answer(faulty.problems());
      case Outcome.Overtaken overtaken ->
          ProblemDocument.answer(
              HttpResponse.status(HttpStatus.PRECONDITION_FAILED),
              "nothing is changed: version %d is in force by now, look at it first"
                  .formatted(overtaken.active()));
      case Outcome.NoVersion unused -> noVersion(version);
    };
  }

  private static HttpResponse<?> noVersion(String number) {
    return ProblemDocument.answer(
        HttpResponse.notFound(), "there is no version %s of the configuration".formatted(number));
  }

  private static HttpResponse<?> tagged(long active, Object data) {
    return HttpResponse.ok(Enveloped.of(data)).header(HttpHeaders.ETAG, VersionTag.of(active));
  }

  private static Change change(
      HttpRequest<?> request, OptionalLong expected, Optional<String> comment) {
    String text = comment.orElse("");
    if (text.length() > MOST_COMMENT) {
      throw refused(
          "comment has %d characters; it may have %d".formatted(text.length(), MOST_COMMENT));
    }
    return new Change(Callers.of(request).name(), text, expected);
  }

  private static OptionalLong expected(String ifMatch) {
    return VersionTag.expected(ifMatch)
        .orElseThrow(() -> refused("the header If-Match must be an ETag such as \"7\", or *"));
  }

  private static HttpStatusException withoutIfMatch() {
    return new HttpStatusException(
        HttpStatus.PRECONDITION_REQUIRED,
        "the header If-Match is missing: send the ETag of /api/v1/configuration/versions, or * to replace whichever version is in force");
  }

  private static long number(String name, String text) {
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      throw refused(name + " must be the number of a version");
    }
  }

  private static Fingerprint fingerprint(String text) {
    try {
      return Fingerprint.parse(text);
    } catch (IllegalArgumentException e) {
      throw refused("after must be the \"next\" of the page before");
    }
  }

  private static HttpStatusException refused(String sentence) {
    return new HttpStatusException(HttpStatus.BAD_REQUEST, sentence);
  }
}
