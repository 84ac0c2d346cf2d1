package dev.tocsin.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.core.text.VisibleText;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Plays one fault from its beginning to its end without a person: the sample service fails, people
 * are notified, the repair is approved, the alert resolves. It does only what a person could do,
 * and believes only what it sees: in the inbox, in the alerts API, at the approval link, at the
 * sample service and in the database.
 */
final class Story {

  static final String RULE = "sample_service_errors";

  /** What is said with the approval. */
  static final String COMMENT = "approved by the demonstration";

  private static final AlertKey ALERT = new AlertKey(RULE, SampleService.INSTANCE_ID);

  private final Places places;
  private final Client client;
  private final AlertsApi api;
  private final InstantSource clock;
  private final Duration patience;
  private final Consumer<String> out;
  private String alertId = "";
  private String runId = "";
  private Optional<URI> approvalUrl = Optional.empty();

  /** Waits for each step as long as {@code patience}; prints a line per step to {@code out}. */
  Story(Places places, InstantSource clock, Duration patience, Consumer<String> out) {
    this.places = places;
    this.clock = clock;
    this.patience = patience;
    this.out = out;
    client = new Client(patience);
    api = new AlertsApi(client, places.http());
  }

  /** True when every step was seen. The first that is missing ends the story. */
  boolean play() throws InterruptedException {
    List<Step> steps =
        List.of(
            new Step("fault on", "the sample service to say that errors are on", this::faultOn),
            new Step("pending", "the alerts API to show the alert pending", this::pending),
            new Step("firing", "the alerts API to show the alert firing", this::firing),
            new Step("notified", "a message 'firing' in the inbox", this::notified),
            new Step("enriched", "context in the inbox and in the database", this::enriched),
            new Step("remediation asks", "a message 'approval_requested'", this::asked),
            new Step("approved", "the approval link to take a yes", this::approved),
            new Step("repaired", "the sample service to have been restarted", this::repaired),
            new Step(
                "result notified",
                "a success in the inbox and in the database",
                this::resultNotified),
            new Step("resolved", "the alerts API to show the alert no more", this::resolved),
            new Step("resolution notified", "a message 'resolved'", this::resolutionNotified));
    Instant started = clock.instant();
    for (Step step : steps) {
      Optional<Observation> seen = await(step);
      if (seen.isEmpty()) {
        out.accept(
            "✗ %s  %s: waited %d s for %s"
                .formatted(
                    offset(started, clock.instant()),
                    step.name(),
                    patience.toSeconds(),
                    step.expected()));
        return false;
      }
      out.accept(line(started, step, seen.get()));
    }
    delay().ifPresent(out);
    return true;
  }

  private Optional<Observation> await(Step step) throws InterruptedException {
    Instant deadline = clock.instant().plus(patience);
    while (clock.instant().isBefore(deadline)) {
      Optional<Observation> seen = step.look().now();
      if (seen.isPresent()) {
        return seen;
      }
      Thread.sleep(20);
    }
    return Optional.empty();
  }

  private Optional<Observation> faultOn() throws InterruptedException {
    return client
        .post(URI.create(places.sampleService() + "/faults/errors?on=true"))
        .filter(faults -> faults.path("errors").asBoolean())
        .map(faults -> seen("four requests in five to the sample service fail"));
  }

  private Optional<Observation> pending() throws InterruptedException {
    return alert()
        .filter(alert -> alert.state().equals("pending"))
        .map(alert -> seen("the error rate is " + alert.value() + ", above the limit"));
  }

  private Optional<Observation> firing() throws InterruptedException {
    return alert()
        .filter(alert -> alert.state().equals("firing"))
        .map(alert -> seen(alert.name() + " on " + alert.key().instanceId()));
  }

  private Optional<Observation> notified() {
    Optional<Notification> reported =
        message("firing").filter(message -> !message.alertId().isEmpty());
    reported.ifPresent(message -> alertId = message.alertId());
    return reported.map(message -> received(message, "alert " + alertId));
  }

  private Optional<Observation> enriched() {
    return messages()
        .filter(message -> !message.context().isEmpty())
        .findFirst()
        .filter(message -> places.records().enriched(alertId))
        .map(message -> received(message, message.context()));
  }

  private Optional<Observation> asked() {
    Optional<Notification> question = message("approval_requested");
    question.ifPresent(message -> {
      runId = message.text("run_id");
      approvalUrl = ApprovalLink.of(message);
    });
    return question
        .filter(message -> approvalUrl.isPresent() && !runId.isEmpty())
        .map(message -> received(message, "run " + runId));
  }

  private Optional<Observation> approved() throws InterruptedException {
    ApprovalLink link = new ApprovalLink(client, approvalUrl.orElseThrow());
    Optional<JsonNode> question = link.question();
    if (question.isEmpty() || !places.approver().approve(link, COMMENT)) {
      return Optional.empty();
    }
    return question
        .filter(run -> run.path("id").asText().equals(runId))
        .map(run -> seen(run.path("remediation").asText("the repair")));
  }

  private Optional<Observation> repaired() throws InterruptedException {
    Optional<JsonNode> faults = client.get(URI.create(places.sampleService() + "/faults"));
    Optional<JsonNode> actions = client.get(URI.create(places.sampleService() + "/actions"));
    return actions
        .map(list -> list.path(0))
        .filter(action -> action.path("action").asText().equals("restart"))
        .filter(action -> faults.isPresent() && !faults.get().path("errors").asBoolean(true))
        .map(action ->
            new Observation(Json.instant(action, "at").orElse(clock.instant()), "restarted"));
  }

  private Optional<Observation> resultNotified() {
    return message("remediation_result")
        .filter(message -> message.text("run_id").equals(runId))
        .filter(message -> places.records().remediationSucceeded(runId))
        .filter(message -> message.text("status").equals("success"))
        .map(message -> received(message, message.text("remediation")));
  }

  private Optional<Observation> resolved() throws InterruptedException {
    Optional<List<ActiveAlert>> alerts = api.alerts();
    return alerts
        .filter(
            list -> list.stream().noneMatch(alert -> alert.key().equals(ALERT) && alert.active()))
        .map(list -> seen("the condition has cleared"));
  }

  private Optional<Observation> resolutionNotified() {
    return message("resolved").map(message -> received(message, "alert " + alertId));
  }

  /** How long people waited: from the sample that completed the rule's duration to the message. */
  private Optional<String> delay() {
    return message("firing")
        .flatMap(message ->
            message.eventTime().map(at -> Duration.between(at, message.receivedAt()).toMillis()))
        .map(millis ->
            "from the sample that completed the duration to the notification: " + millis + " ms");
  }

  private Optional<ActiveAlert> alert() throws InterruptedException {
    return api.alerts().stream()
        .flatMap(List::stream)
        .filter(alert -> alert.key().equals(ALERT))
        .findFirst();
  }

  private Optional<Notification> message(String state) {
    return messages().filter(message -> message.state().equals(state)).findFirst();
  }

  /** Messages about the alert of this story. */
  private Stream<Notification> messages() {
    return places.inbox().get().stream()
        .filter(message -> AlertKey.of(message).equals(ALERT))
        .filter(message -> alertId.isEmpty() || message.alertId().equals(alertId));
  }

  private Observation seen(String detail) {
    return new Observation(clock.instant(), detail);
  }

  private static Observation received(Notification message, String detail) {
    return new Observation(message.receivedAt(), detail);
  }

  private static String line(Instant started, Step step, Observation seen) {
    return "✓ %s  %-20s %s"
        .formatted(offset(started, seen.at()), step.name(), VisibleText.of(seen.detail()))
        .stripTrailing();
  }

  private static String offset(Instant started, Instant at) {
    double seconds = Duration.between(started, at).toMillis() / 1000.0;
    return String.format(Locale.ROOT, "%+8.3f s", seconds);
  }

  /**
   * Where the story takes place.
   *
   * @param inbox the messages that came so far
   * @param approver says yes to the repair
   */
  record Places(
      URI sampleService,
      URI http,
      Supplier<List<Notification>> inbox,
      Records records,
      Approver approver) {}

  /** Says yes where a link asks. */
  @FunctionalInterface
  interface Approver {
    /** By the API, without a browser. */
    Approver BY_API = (link, comment) -> link.approve(comment).status() == 200;

    /** Whether the yes was taken. */
    boolean approve(ApprovalLink link, String comment) throws InterruptedException;
  }

  private record Step(String name, String expected, Look look) {}

  /** What was seen, and since when it was there to see. */
  private record Observation(Instant at, String detail) {}

  @FunctionalInterface
  private interface Look {
    Optional<Observation> now() throws InterruptedException;
  }
}
