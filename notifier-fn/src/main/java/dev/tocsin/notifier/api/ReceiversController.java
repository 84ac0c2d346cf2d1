package dev.tocsin.notifier.api;

import dev.tocsin.core.access.Needs;
import dev.tocsin.core.access.Role;
import dev.tocsin.notifier.receiver.ListReceivers;
import dev.tocsin.notifier.receiver.SendTestNotification;
import dev.tocsin.platform.access.Callers;
import dev.tocsin.platform.access.ProblemDocument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;

/** {@code /api/v1/receivers}: how the receivers of the configuration do. */
@Controller("/api/v1/receivers")
class ReceiversController {
  private final ListReceivers receivers;
  private final SendTestNotification test;

  ReceiversController(ListReceivers receivers, SendTestNotification test) {
    this.receivers = receivers;
    this.test = test;
  }

  @Needs(Role.VIEWER)
  @Get
  Enveloped<ShownReceivers> list() {
    return Enveloped.of(ShownReceivers.of(receivers.run()));
  }

  @Needs(Role.ADMIN)
  @Post(
      uri = "/{name}/test",
      produces = {MediaType.APPLICATION_JSON, ProblemDocument.MEDIA_TYPE})
  HttpResponse<?> test(HttpRequest<?> request, String name) {
    return test.run(name, Callers.of(request).name())
        .<HttpResponse<?>>map(tested -> HttpResponse.ok(Enveloped.of(ShownTest.of(name, tested))))
        .orElseGet(() ->
            ProblemDocument.answer(
                HttpResponse.notFound(), "the configuration in force has no receiver " + name));
  }
}
