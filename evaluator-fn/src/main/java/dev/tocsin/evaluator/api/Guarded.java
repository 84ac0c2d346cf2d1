package dev.tocsin.evaluator.api;

import dev.tocsin.platform.access.ProblemDocument;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the document says of every route that asks who is there. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.ANNOTATION_TYPE)
@SecurityRequirement(name = Guarded.LOGIN)
@SecurityRequirement(name = Guarded.TOKEN)
@SecurityRequirement(name = Guarded.SIGNATURE)
@ApiResponse(
    responseCode = "401",
    description = "it is not known who asks",
    content =
        @Content(
            mediaType = ProblemDocument.MEDIA_TYPE,
            schema = @Schema(implementation = ProblemDocument.class)))
@interface Guarded {
  String LOGIN = "login";
  String TOKEN = "token";
  String SIGNATURE = "signature";
}
