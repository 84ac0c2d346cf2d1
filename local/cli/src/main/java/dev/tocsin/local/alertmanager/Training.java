package dev.tocsin.local.alertmanager;

import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.core.redaction.Redaction;
import dev.tocsin.platform.http.OutgoingAnswer;
import dev.tocsin.platform.http.OutgoingFailure;
import dev.tocsin.platform.http.OutgoingHttp;
import dev.tocsin.platform.http.OutgoingRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Does with an instance what its clients do, so that the JVM may archive the classes that this
 * needs: alerts that fire, are muted and end, silences, and every question of the API.
 */
final class Training implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int TURNS = 20;
  private static final List<String> QUESTIONS =
      List.of(
          "api/v2/alerts",
          "api/v2/alerts?filter=a%3D~%22b.*%22&active=true&silenced=false",
          "api/v2/alerts/groups",
          "api/v2/silences",
          "api/v2/status",
          "api/v2/receivers",
          "api/v1/explain?label=alertname%3Dprepare",
          "metrics",
          "-/ready");

  private final URI instance;
  private final TrainingWebhook webhook;
  private final OutgoingHttp http = OutgoingHttp.reusing(() -> Limits.DEFAULT, LimitHits.NONE);

  /**
   * @param instance its address
   * @param webhook to which it sends
   */
  Training(URI instance, TrainingWebhook webhook) {
    this.instance = instance;
    this.webhook = webhook;
  }

  /** Returns once the webhook has heard of the end of the alerts. */
  void run() throws InterruptedException {
    silence();
    for (int turn = 0; turn < TURNS; turn++) {
      post("api/v2/alerts", alerts(turn, ""));
      for (String question : QUESTIONS) {
        ask("GET", question, Optional.empty());
      }
    }
    webhook.awaitFiring(PATIENCE);
    for (int turn = 0; turn < TURNS; turn++) {
      post("api/v2/alerts", alerts(turn, ", \"endsAt\": \"%s\"".formatted(Instant.now())));
    }
    webhook.awaitResolved(PATIENCE);
    ask("POST", "-/reload", Optional.of(""));
  }

  private void silence() throws InterruptedException {
    post(
        "api/v2/silences",
        """
        {"matchers": [{"name": "a", "value": "b1", "isRegex": false}],
         "startsAt": "2020-01-01T00:00:00Z", "endsAt": "2100-01-01T00:00:00Z",
         "createdBy": "prepare", "comment": ""}
        """);
  }

  private static String alerts(int turn, String end) {
    return """
    [{"labels": {"alertname": "prepare", "a": "b%1$d", "severity": "critical"},
      "annotations": {"summary": "s"}, "generatorURL": "http://localhost/"%2$s},
     {"labels": {"alertname": "prepared", "a": "b%1$d", "severity": "warning"}%2$s}]
    """
        .formatted(turn, end);
  }

  private void post(String path, String body) throws InterruptedException {
    ask("POST", path, Optional.of(body));
  }

  private void ask(String method, String path, Optional<String> body) throws InterruptedException {
    URI uri = instance.resolve("/" + path);
    OutgoingRequest request =
        new OutgoingRequest(
            method, uri, Map.of("Content-Type", "application/json"), body, Redaction.NONE);
    try {
      OutgoingAnswer answer = http.send(request, PATIENCE, PATIENCE);
      if (answer.status() != 200) {
        throw new IllegalStateException(
            "%s got %d: %s".formatted(uri, answer.status(), answer.excerpt()));
      }
    } catch (OutgoingFailure failed) {
      throw new IllegalStateException(uri + " did not answer", failed);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
