package dev.tocsin.evaluator.api;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeIn;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** {@code /api/v1/openapi.yaml}: this API, as OpenAPI has it. Made from the controllers. */
@OpenAPIDefinition(
    info =
        @Info(
            title = "Tocsin: rules and alerts",
            version = "v1",
            description =
                "Answers are JSON in the envelope of Prometheus's API; refusals are problem documents"
                    + " (RFC 9457) unless a route says otherwise. Which roles reach a route stands"
                    + " at its answer 403."))
@SecurityScheme(
    name = Guarded.LOGIN,
    type = SecuritySchemeType.HTTP,
    scheme = "basic",
    description = "A login of the credentials, where there are some.")
@SecurityScheme(
    name = Guarded.TOKEN,
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    description = "A token of the credentials, where there are some.")
@SecurityScheme(
    name = Guarded.SIGNATURE,
    type = SecuritySchemeType.APIKEY,
    in = SecuritySchemeIn.HEADER,
    paramName = "Authorization",
    description =
        "AWS Signature Version 4, behind API Gateway: who may call a route has all roles there.")
@Controller("/api/v1/openapi.yaml")
class DocumentController {
  private static final String FILE = "/META-INF/swagger/tocsin-api.yml";

  /** This document. */
  @ForViewers
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
