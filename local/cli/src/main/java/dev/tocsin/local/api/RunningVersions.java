package dev.tocsin.local.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.core.failure.UserError;
import dev.tocsin.local.report.Report;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Mixin;

/** What a running Tocsin has in versions that come by its API: a mixin. */
public final class RunningVersions {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin final RunningTocsin running = new RunningTocsin();

  private final String path;

  /**
   * @param path of the API below which they are
   */
  public RunningVersions(String path) {
    this.path = path;
  }

  /** A request, still without a method. */
  public HttpRequest.Builder request(String below) {
    return running.api().request(path + below);
  }

  /** A request that makes a new version, still without a method. */
  public HttpRequest.Builder request(String below, VersionChange change) {
    return change.request(running.api(), path + below);
  }

  /**
   * What is answered.
   *
   * @throws UserError with the sentence of an answer that refuses
   */
  public JsonNode ask(HttpRequest.Builder request) throws InterruptedException {
    return data(running.api().send(request));
  }

  /**
   * Makes a change, and prints its warnings, or the problems for which it is refused.
   *
   * @param file how the user calls a file that the API names
   * @return what is answered; empty when it is refused
   * @throws UserError with the sentence of an answer that refuses for another reason
   */
  public Optional<JsonNode> change(
      HttpRequest.Builder request, UnaryOperator<String> file, Report report)
      throws InterruptedException {
    HttpResponse<String> response = running.api().send(request);
    JsonNode problems = json(response).path("problems");
    if (!problems.isEmpty()) {
      report.problems(problems, file);
      return Optional.empty();
    }
    JsonNode made = data(response);
    report.warnings(made.path("warnings"), file);
    return Optional.of(made);
  }

  private static JsonNode data(HttpResponse<String> response) {
    JsonNode answer = json(response);
    if (response.statusCode() != 200) {
      throw new UserError(
          answer.path("detail").asText("the answer is status " + response.statusCode()) + ".");
    }
    return answer.path("data");
  }

  private static JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new UserError(
          "What answers with status %d is no Tocsin.".formatted(response.statusCode()), e);
    }
  }
}
