package dev.tocsin.local.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.core.failure.UserError;
import dev.tocsin.core.text.VisibleText;
import dev.tocsin.local.api.RunningTocsin;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The rules of a running Tocsin, where they come by its API. */
final class RunningRules {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin final RunningTocsin running = new RunningTocsin();

  /** What is kept with a change, and what it relies on. */
  static final class Change {
    @Option(
        names = "--expect",
        paramLabel = "NUMBER",
        description = "Only if this is the newest version.")
    @Nullable Long expect;

    @Option(names = "--comment", paramLabel = "TEXT", description = "Kept with the version.")
    String comment = "";
  }

  /** A request that changes the rules, still without a method. */
  HttpRequest.Builder request(String path, Change change) {
    String query =
        change.comment.isEmpty()
            ? ""
            : "?comment=" + URLEncoder.encode(change.comment, StandardCharsets.UTF_8);
    return request(path + query)
        .header("If-Match", change.expect == null ? "*" : "\"" + change.expect + "\"");
  }

  HttpRequest.Builder request(String path) {
    return running.api().request("/api/v1/rules" + path);
  }

  /**
   * What is answered.
   *
   * @throws UserError with the sentence of an answer that refuses
   */
  JsonNode ask(HttpRequest.Builder request) throws InterruptedException {
    return data(running.api().send(request));
  }

  private static JsonNode data(HttpResponse<String> response) {
    JsonNode answer = json(response);
    if (response.statusCode() != 200) {
      throw new UserError(
          answer.path("detail").asText("the answer is status " + response.statusCode()) + ".");
    }
    return answer.path("data");
  }

  /**
   * Makes a change, and prints what came of it: its version and warnings, or problems, each on a
   * line.
   *
   * @param file that problems are printed with
   * @return the exit status
   */
  int change(HttpRequest.Builder request, String file, PrintWriter out)
      throws InterruptedException {
    HttpResponse<String> response = running.api().send(request);
    JsonNode problems = json(response).path("problems");
    print(problems, file, "", out);
    if (!problems.isEmpty()) {
      return 1;
    }
    JsonNode made = data(response);
    print(made.path("warnings"), file, "warning: ", out);
    out.printf("version %d: %d rules%n", made.path("number").asLong(), made.path("rules").asInt());
    return 0;
  }

  private static void print(JsonNode remarks, String file, String kind, PrintWriter out) {
    for (JsonNode remark : remarks) {
      out.printf(
          "%s:%d:%d: %s%s%n",
          VisibleText.of(file),
          remark.path("line").asInt(),
          remark.path("column").asInt(),
          kind,
          VisibleText.of(remark.path("message").asText()));
    }
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
