package dev.tocsin.evaluator.api;

import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.rule.RuleActivations;
import dev.tocsin.engine.rule.RuleVersion;
import dev.tocsin.engine.rule.RuleVersions;
import dev.tocsin.evaluator.deploy.UpdateRules;
import dev.tocsin.evaluator.deploy.UpdateRules.Outcome;
import dev.tocsin.platform.access.Callers;
import dev.tocsin.platform.access.ProblemDocument;
import dev.tocsin.platform.access.VersionTag;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.servlet.http.ServletHttpRequest;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/rules}: other rules, and those there were. */
@Controller("/api/v1/rules")
class RuleChangesController {
  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST_COMMENT = 1_000;

  /** What messages call the body of a request. */
  private static final String FILE = "rules.yaml";

  private final UpdateRules change;
  private final TryRules tryRules;
  private final RuleVersions versions;
  private final RuleActivations activations;

  RuleChangesController(
      UpdateRules change, TryRules tryRules, RuleVersions versions, RuleActivations activations) {
    this.change = change;
    this.tryRules = tryRules;
    this.versions = versions;
    this.activations = activations;
  }

  /**
   * Puts rules in the place of all that there are, where rules come by the API. All problems are
   * emitted, with their places.
   *
   * @param request its body is a file of rules, YAML of at most 1 MiB, whatever its media type
   * @param ifMatch the ETag of the newest version that is known, or * for whatever it is
   * @param comment kept with the version
   */
  @ForAdmins
  @RequestBody(
      required = true,
      description = "a file of rules, of at most 1 MiB, whatever its media type",
      content =
          @Content(mediaType = "application/yaml", schema = @Schema(implementation = String.class)))
  @ApiResponse(
      responseCode = "422",
      description = "the rules have problems",
      content =
          @Content(
              mediaType = ProblemDocument.MEDIA_TYPE,
              schema = @Schema(implementation = RuleProblems.class)))
  @Put
  @Consumes(MediaType.ALL)
  HttpResponse<Answer<GivenVersion>> put(
      HttpRequest<?> request,
      @Header("If-Match") @Nullable String ifMatch,
      @QueryValue @Nullable String comment) {
    UpdateRules.Asked asked = asked(request, required(ifMatch), comment);
    Problems problems = new Problems();
    Optional<SourceFile> file = file(request, problems);
    return file.isPresent()
        ? answer(change.put(file.get(), asked), 0)
        : answer(new Outcome.Faulty(problems), 0);
  }

  /**
   * Says what rules would do, and changes nothing: their problems, what would become of the rules,
   * and which alerts would change.
   *
   * @param request its body is a file of rules, YAML of at most 1 MiB, whatever its media type
   */
  @ForViewers
  @RequestBody(
      required = true,
      description = "a file of rules, of at most 1 MiB, whatever its media type",
      content =
          @Content(mediaType = "application/yaml", schema = @Schema(implementation = String.class)))
  @Post("/check")
  @Consumes(MediaType.ALL)
  Answer<DryRun> check(HttpRequest<?> request) {
    Problems problems = new Problems();
    return tryRules.run(file(request, problems), problems);
  }

  /**
   * The versions of the rules, newest first, with who gave them, when, and from where.
   *
   * @param after the {@code next} of the page before
   * @param limit at most so many
   */
  @ForViewers
  @Get("/versions")
  HttpResponse<Answer<VersionsPage>> versions(
      @QueryValue @Nullable String after, @QueryValue @Nullable String limit) {
    int most = Parameters.limit(limit);
    long before = after == null ? Long.MAX_VALUE : Parameters.positive("after", after);
    List<RuleVersion> page = versions.list(before, most);
    OptionalLong inForce = inForce();
    return tagged(
        versions.newest(),
        Answer.of(
            new VersionsPage(
                page.stream()
                    .map(version -> VersionsPage.Version.of(version, inForce, false))
                    .toList(),
                page.size() == most ? page.getLast().number() : null)));
  }

  /**
   * A version of the rules, with its files.
   *
   * @param number of the version
   */
  @ForViewers
  @Get("/versions/{number}")
  Answer<VersionsPage.Version> version(@PathVariable String number) {
    return Answer.of(
        versions
            .find(Parameters.positive("number", number))
            .map(found -> VersionsPage.Version.of(found, inForce(), true))
            .orElseThrow(() -> noVersion(number)));
  }

  /**
   * Puts the rules of a version in the place of all that there are, as a new version.
   *
   * @param number of the version
   * @param ifMatch the ETag of the newest version that is known; absent: whatever it is
   * @param comment kept with the version
   */
  @ForAdmins
  @Post("/rollback/{number}")
  @Consumes(MediaType.ALL)
  HttpResponse<Answer<GivenVersion>> rollBack(
      HttpRequest<?> request,
      @PathVariable String number,
      @Header("If-Match") @Nullable String ifMatch,
      @QueryValue @Nullable String comment) {
    long to = Parameters.positive("number", number);
    OptionalLong expected = ifMatch == null ? OptionalLong.empty() : expected(ifMatch);
    return answer(change.rollBack(to, asked(request, expected, comment)), to);
  }

  private OptionalLong inForce() {
    return activations.version().map(versions::newestOf).orElseGet(OptionalLong::empty);
  }

  private static UpdateRules.Asked asked(
      HttpRequest<?> request, OptionalLong expected, @Nullable String comment) {
    String said = comment == null ? "" : comment;
    if (said.length() > MOST_COMMENT) {
      throw ApiRefused.badParameter(
          "comment", "it has %d characters; it may have %d".formatted(said.length(), MOST_COMMENT));
    }
    return new UpdateRules.Asked(Callers.of(request), expected, said);
  }

  private static OptionalLong required(@Nullable String ifMatch) {
    if (ifMatch == null) {
      throw new ApiRefused(
          HttpStatus.PRECONDITION_REQUIRED,
          ApiError.of(
              "bad_data",
              "the header If-Match is missing: send the ETag of /api/v1/rules/versions, or * to replace whatever rules there are"));
    }
    return expected(ifMatch);
  }

  private static OptionalLong expected(String ifMatch) {
    return VersionTag.expected(ifMatch)
        .orElseThrow(() ->
            new ApiRefused(
                HttpStatus.BAD_REQUEST,
                ApiError.of(
                    "bad_data", "the header If-Match must be an ETag such as \"7\", or *")));
  }

  private static Optional<SourceFile> file(HttpRequest<?> request, Problems problems) {
    byte[] rules = body(request);
    if (rules.length == 0) {
      throw new ApiRefused(
          HttpStatus.BAD_REQUEST,
          ApiError.of("bad_data", "there is no body: send a file of rules"));
    }
    if (rules.length > MOST_BYTES) {
      throw new ApiRefused(
          HttpStatus.REQUEST_ENTITY_TOO_LARGE,
          ApiError.of(
              "bad_data",
              "the body has %d bytes; rules may have %d".formatted(rules.length, MOST_BYTES)));
    }
    return SourceFile.of(FILE, rules, problems);
  }

  /** As it came: clients call a file by many media types, that of a form among them. */
  private static byte[] body(HttpRequest<?> request) {
    try {
      return request instanceof ServletHttpRequest<?, ?> servlet
          ? servlet.getInputStream().readAllBytes()
          : new byte[0];
    } catch (IOException empty) {
      return new byte[0];
    }
  }

  private static HttpResponse<Answer<GivenVersion>> answer(Outcome outcome, long version) {
    return switch (outcome) {
      case Outcome.Changed changed ->
          tagged(
              changed.number(),
              Answer.of(
                  new GivenVersion(
                      changed.number(),
                      changed.digest(),
                      changed.rules(),
                      ShownProblem.warnings(changed.warnings()))));
      case Outcome.Faulty(Problems problems) ->
          throw new ApiRefused(
              HttpStatus.UNPROCESSABLE_ENTITY,
              new ApiError(
                  "error",
                  "bad_data",
                  "nothing is changed, since the rules have %d problem%s"
                      .formatted(problems.size(), problems.size() == 1 ? "" : "s"),
                  problems.list().stream().map(ShownProblem::of).toList()));
      case Outcome.Overtaken(long newest) ->
          throw new ApiRefused(
              HttpStatus.PRECONDITION_FAILED,
              ApiError.of(
                  "conflict",
                  "nothing is changed: the newest version is %d by now, look at it first"
                      .formatted(newest)));
      case Outcome.NoVersion none -> throw noVersion(Long.toString(version));
      case Outcome.ComeInFiles files ->
          throw new ApiRefused(
              HttpStatus.CONFLICT,
              ApiError.of(
                  "conflict",
                  "rules come in files here and are changed there: with the setting tocsin.rules.source=api (tocsin up --rules-by-api) they come by this API"));
    };
  }

  private static ApiRefused noVersion(String number) {
    return ApiRefused.notFound("there is no version %s of the rules".formatted(number));
  }

  private static <T> HttpResponse<T> tagged(long newest, T body) {
    return HttpResponse.ok(body).header(HttpHeaders.ETAG, VersionTag.of(newest));
  }
}
