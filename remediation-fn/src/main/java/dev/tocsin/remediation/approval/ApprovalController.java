package dev.tocsin.remediation.approval;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import dev.tocsin.core.access.AnyOrigin;
import dev.tocsin.core.remediation.Run;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.serde.ObjectMapper;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The approval links. GET shows, POST decides. */
@Controller("/approvals")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
class ApprovalController {
  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final DecideApproval approvals;
  private final Replies replies;
  private final ObjectMapper json;
  private final InstantSource clock;

  ApprovalController(
      DecideApproval approvals, Replies replies, ObjectMapper json, InstantSource clock) {
    this.approvals = approvals;
    this.replies = replies;
    this.json = json;
    this.clock = clock;
  }

  @Get("/{id}")
  HttpResponse<String> show(
      HttpRequest<?> request, @PathVariable String id, @QueryValue @Nullable String token) {
    Optional<UUID> run = id(id);
    if (run.isEmpty()) {
      return replies.refused(request, ApprovalError.badAddress("the id in the address is no UUID"));
    }
    if (token == null || token.isEmpty()) {
      return replies.refused(request, ApprovalError.badAddress("token is missing"));
    }
    return reply(
        request,
        approvals.look(run.get(), token),
        shown ->
            Replies.wantsHtml(request)
                ? replies.page(ApprovalPage.question(shown, token, clock.instant()))
                : replies.json(ApprovalView.of(shown)));
  }

  /** The token in the body is the right to decide: no page of another site knows it. */
  @AnyOrigin
  @Post("/{id}")
  HttpResponse<String> decide(
      HttpRequest<?> request, APIGatewayProxyRequestEvent event, @PathVariable String id) {
    Optional<MediaType> type = request.getContentType().map(ApprovalController::plain);
    boolean form = type.filter(MediaType.APPLICATION_FORM_URLENCODED_TYPE::equals).isPresent();
    if (!form && type.filter(MediaType.APPLICATION_JSON_TYPE::equals).isEmpty()) {
      return replies.refused(
          request,
          ApprovalError.badAnswer(
              415, "the body must be application/json or application/x-www-form-urlencoded"));
    }
    byte[] bytes;
    try {
      bytes = body(event);
    } catch (IllegalArgumentException noBase64) {
      return replies.refused(
          request, ApprovalError.badAnswer(400, "the body is not base64 as it claims to be"));
    }
    if (bytes.length > AnswerForm.MAX_BODY) {
      return replies.refused(
          request, ApprovalError.badAnswer(413, "the body is longer than 64 KiB"));
    }
    Optional<UUID> run = id(id);
    if (run.isEmpty()) {
      return replies.refused(request, ApprovalError.badAddress("the id in the address is no UUID"));
    }
    AnswerForm answer;
    try {
      String text = new String(bytes, UTF_8);
      answer = form ? AnswerForm.ofForm(text) : AnswerForm.ofJson(text, json);
    } catch (AnswerForm.Malformed malformed) {
      return replies.refused(
          request, ApprovalError.badAnswer(400, String.valueOf(malformed.getMessage())));
    }
    return reply(
        request,
        approvals.answer(
            run.get(), answer.token(), answer.answer(), answer.comment(), source(event)),
        decided ->
            form && Replies.wantsHtml(request)
                ? replies.page(ApprovalPage.decided(decided))
                : replies.json(ApprovalView.Decision.of(decided)));
  }

  private HttpResponse<String> reply(
      HttpRequest<?> request, Answered answered, Function<Run, HttpResponse<String>> whenOk) {
    return switch (answered) {
      case Answered.Ok ok -> whenOk.apply(ok.run());
      case Answered.Forbidden forbidden -> replies.refused(request, ApprovalError.badLink());
      case Answered.Refused refused ->
          replies.refused(request, ApprovalError.of(refused.why()), refused.run());
    };
  }

  private static Optional<UUID> id(String text) {
    return ID.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
  }

  private static byte[] body(APIGatewayProxyRequestEvent event) {
    String body = event.getBody();
    if (body == null) {
      return new byte[0];
    }
    return Boolean.TRUE.equals(event.getIsBase64Encoded())
        ? Base64.getDecoder().decode(body)
        : body.getBytes(UTF_8);
  }

  private static String source(APIGatewayProxyRequestEvent event) {
    return Optional.ofNullable(event.getRequestContext())
        .map(APIGatewayProxyRequestEvent.ProxyRequestContext::getIdentity)
        .map(APIGatewayProxyRequestEvent.RequestIdentity::getSourceIp)
        .orElse("");
  }

  private static MediaType plain(MediaType type) {
    return MediaType.of(type.getName());
  }
}
