package dev.tocsin.evaluator.api;

import io.micronaut.http.HttpStatus;

/** A request that is answered with an error. */
final class ApiRefused extends RuntimeException {
  private final HttpStatus status;
  private final transient ApiError body;

  ApiRefused(HttpStatus status, ApiError body) {
    super(body.error(), null, false, false);
    this.status = status;
    this.body = body;
  }

  static ApiRefused badParameter(String name, String why) {
    return new ApiRefused(
        HttpStatus.BAD_REQUEST,
        ApiError.of("bad_data", "invalid parameter \"%s\": %s".formatted(name, why)));
  }

  static ApiRefused notFound(String what) {
    return new ApiRefused(HttpStatus.NOT_FOUND, ApiError.of("not_found", what));
  }

  HttpStatus status() {
    return status;
  }

  ApiError body() {
    return body;
  }
}
