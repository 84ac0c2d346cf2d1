package dev.tocsin.evaluator.api;

import dev.tocsin.core.access.Needs;
import dev.tocsin.core.access.Role;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** {@code /api/v1/openapi.yaml}: this API, as OpenAPI has it. Made from the controllers. */
@OpenAPIDefinition(info = @Info(title = "Tocsin: rules and alerts", version = "v1"))
@Controller("/api/v1/openapi.yaml")
class DocumentController {
  private static final String FILE = "/META-INF/swagger/tocsin-api.yml";

  /** This document. */
  @Needs(Role.VIEWER)
  @Get
  @Produces("application/yaml")
  String document() {
    try (InputStream file =
        Objects.requireNonNull(DocumentController.class.getResourceAsStream(FILE), FILE)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
