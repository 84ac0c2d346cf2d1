package dev.tocsin.notifier.api.v2;

import dev.tocsin.core.access.AnyOrigin;
import dev.tocsin.core.access.Needs;
import dev.tocsin.core.access.Role;
import dev.tocsin.notifier.silence.ChangeSilences;
import dev.tocsin.routing.matcher.Matchers;
import dev.tocsin.routing.silence.Silence;
import dev.tocsin.routing.silence.SilenceDecision;
import dev.tocsin.routing.silence.SilenceOrder;
import dev.tocsin.routing.silence.SilenceState;
import dev.tocsin.routing.silence.SilenceStore;
import io.micronaut.http.HttpParameters;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** {@code /api/v2/silences} and {@code /api/v2/silence/ID}. */
@Controller("/api/v2")
class SilencesController {
  private final SilenceStore store;
  private final ChangeSilences change;
  private final QueryFilters filters;
  private final InstantSource clock;

  SilencesController(
      SilenceStore store, ChangeSilences change, QueryFilters filters, InstantSource clock) {
    this.store = store;
    this.change = change;
    this.filters = filters;
    this.clock = clock;
  }

  /** The answer to a silence that was saved. */
  @Serdeable
  record Saved(String silenceID) {}

  @Needs(Role.VIEWER)
  @Get("/silences")
  List<ShownSilence> list(HttpRequest<?> request) {
    HttpParameters query = request.getParameters();
    Matchers filter = filters.matchers(query, "filter");
    Set<SilenceState> states = states(query);
    Instant now = clock.instant();
    return store.all().stream()
        .filter(silence -> states.contains(silence.stateAt(now)) && silence.hasMatchers(filter))
        .sorted(SilenceOrder.at(now))
        .map(silence -> ShownSilence.of(silence, now))
        .toList();
  }

  /** Those of all states where a query asks for none, as at Alertmanager. */
  private static Set<SilenceState> states(HttpParameters query) {
    Set<SilenceState> states = EnumSet.allOf(SilenceState.class);
    states.removeIf(state -> !QueryFlags.of(query, state.code().toLowerCase(Locale.ROOT)));
    return states.isEmpty() ? EnumSet.allOf(SilenceState.class) : states;
  }

  @AnyOrigin
  @Needs(Role.RESPONDER)
  @Post("/silences")
  HttpResponse<?> post(@Body byte[] body) {
    return switch (change.post(PostedSilenceBody.read(body))) {
      case SilenceDecision.Create(Silence silence) -> saved(silence);
      case SilenceDecision.Update(Silence silence) -> saved(silence);
      case SilenceDecision.Replace(Silence expired, Silence silence) -> saved(silence);
      case SilenceDecision.NotFound none ->
          Answers.sentence(HttpResponse.notFound(), "silence not found");
      case SilenceDecision.Invalid(String sentence) -> Answers.refusal(sentence);
    };
  }

  private static HttpResponse<?> saved(Silence silence) {
    return HttpResponse.ok(new Saved(silence.id().toString()));
  }

  @Needs(Role.VIEWER)
  @Get("/silence/{silenceID}")
  HttpResponse<?> find(String silenceID) {
    Instant now = clock.instant();
    return store
        .find(uuid(silenceID))
        .<HttpResponse<?>>map(silence -> HttpResponse.ok(ShownSilence.of(silence, now)))
        .orElseGet(HttpResponse::notFound);
  }

  @Needs(Role.RESPONDER)
  @Delete("/silence/{silenceID}")
  HttpResponse<?> expire(String silenceID) {
    return change.expire(uuid(silenceID)) ? HttpResponse.ok() : HttpResponse.notFound();
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new BadRequest("silenceID in path must be of type uuid: \"%s\"".formatted(text));
    }
  }
}
