package dev.tocsin.notifier.api;

import dev.tocsin.core.access.Needs;
import dev.tocsin.core.access.Role;
import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.DeliveryBacklog;
import dev.tocsin.core.delivery.DeliveryBacklog.Filter;
import dev.tocsin.core.delivery.DeliveryBacklog.Standing;
import dev.tocsin.notifier.receiver.ListReceivers;
import dev.tocsin.notifier.redrive.Redrive;
import dev.tocsin.platform.access.ProblemDocument;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.exceptions.HttpStatusException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/** {@code /api/v1/deliveries}: what no receiver has taken, the last to arrive first. */
@Controller("/api/v1/deliveries")
class DeliveriesController {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MOST = 500;

  private final DeliveryBacklog backlog;
  private final Deliveries deliveries;
  private final ListReceivers receivers;
  private final Redrive redrive;

  DeliveriesController(
      DeliveryBacklog backlog, Deliveries deliveries, ListReceivers receivers, Redrive redrive) {
    this.backlog = backlog;
    this.deliveries = deliveries;
    this.receivers = receivers;
    this.redrive = redrive;
  }

  /**
   * @param state {@code waiting}, {@code failed} or {@code dead}
   * @param receiver the name of a receiver, or the key of an integration
   * @param after the {@code next} of the page before
   */
  @Needs(Role.VIEWER)
  @Get
  Enveloped<ShownDeliveries> list(
      @QueryValue Optional<String> state,
      @QueryValue Optional<String> receiver,
      @QueryValue Optional<String> after,
      @QueryValue Optional<String> limit) {
    int most =
        Math.clamp(limit.map(text -> number("limit", text)).orElse((long) DEFAULT_LIMIT), 1, MOST);
    Filter filter =
        new Filter(
            state.map(DeliveriesController::standing),
            receiver.map(receivers::keysOf).orElse(Set.of()));
    OptionalLong before =
        after.map(text -> OptionalLong.of(number("after", text))).orElseGet(OptionalLong::empty);
    return Enveloped.of(ShownDeliveries.of(backlog.page(filter, before, most), most));
  }

  @Needs(Role.ADMIN)
  @Post(
      uri = "/{id}/redrive",
      produces = {MediaType.APPLICATION_JSON, ProblemDocument.MEDIA_TYPE})
  HttpResponse<?> driveAgain(String id) {
    UUID delivery = uuid(id);
    Optional<String> refusal = redrive.runDelivery(delivery);
    if (refusal.isEmpty()) {
      return HttpResponse.ok(new Redriven(delivery, "redriven"));
    }
    HttpStatus status =
        deliveries.find(delivery).isPresent() ? HttpStatus.CONFLICT : HttpStatus.NOT_FOUND;
    return ProblemDocument.answer(HttpResponse.status(status), refusal.get());
  }

  private static Standing standing(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "waiting" -> Standing.WAITING;
      case "failed" -> Standing.FAILED;
      case "dead" -> Standing.DEAD;
      default -> throw bad("state must be waiting, failed or dead");
    };
  }

  private static long number(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw bad(name + " must be a whole number");
    }
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw bad("id must be the id of a delivery, a UUID");
    }
  }

  private static HttpStatusException bad(String sentence) {
    return new HttpStatusException(HttpStatus.BAD_REQUEST, sentence);
  }
}
