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

/** A route for callers with any role; the document says so. */
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
    description = "refused, with one sentence",
    content =
        @Content(
            mediaType = ProblemDocument.MEDIA_TYPE,
            schema = @Schema(implementation = ProblemDocument.class)))
@interface ForViewers {}
