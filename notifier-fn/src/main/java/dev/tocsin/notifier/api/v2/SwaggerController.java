package dev.tocsin.notifier.api.v2;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.core.access.Needs;
import dev.tocsin.core.access.Role;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** {@code /api/v2/swagger.json}: the description of this API, in Swagger 2.0. */
@Controller("/api/v2/swagger.json")
class SwaggerController {
  private static final String DOCUMENT = "swagger.json";

  @Needs(Role.VIEWER)
  @Get
  @Produces(MediaType.APPLICATION_JSON)
  String document() {
    try (InputStream document =
        Objects.requireNonNull(SwaggerController.class.getResourceAsStream(DOCUMENT))) {
      return new String(document.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
