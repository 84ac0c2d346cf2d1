package dev.tocsin.evaluator.api;

import dev.tocsin.core.access.Needs;
import dev.tocsin.core.access.Role;
import dev.tocsin.platform.access.ProblemDocument;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A route for viewers that clients of Prometheus's API read; see {@link ErrorShape}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Needs(Role.VIEWER)
@Guarded
@ApiResponse(
    responseCode = "403",
    description = "the caller has none of the roles: viewer, responder, approver, admin",
    content =
        @Content(
            mediaType = ProblemDocument.MEDIA_TYPE,
            schema = @Schema(implementation = ProblemDocument.class)))
@ApiResponse(
    responseCode = "4XX",
    description = "refused, with the kind and one sentence",
    content =
        @Content(mediaType = "application/json", schema = @Schema(implementation = ApiError.class)))
@interface ForPrometheus {}
