package dev.tocsin.local.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * As much of a pipeline as the story of the sample service's errors needs: one rule, reported over
 * real HTTP. It leaves out what it is asked to leave out.
 */
final class FakePipeline implements MetricTopic, Records {

  /** What it may forget to do. */
  enum Omission {
    ENRICHED,
    ENRICHMENT_ROW,
    APPROVAL,
    REPAIR,
    RESOLUTION
  }

  static final String ALERT_ID = "a-1";
  static final String RUN_ID = "r-1";

  private final Set<Omission> omissions;
  private final URI inbox;
  private final URI service;
  private final PrivateServer server;
  private String state = "inactive";
  private @Nullable Instant since;
  private String runStatus = "awaiting_approval";
  private double value;
  private int sent;

  FakePipeline(URI inbox, URI service, Omission... omissions) throws IOException {
    this.omissions = EnumSet.noneOf(Omission.class);
    this.omissions.addAll(Set.of(omissions));
    this.inbox = inbox;
    this.service = service;
    server = PrivateServer.start(0, this::handle);
  }

  URI http() {
    return server.uri();
  }

  @Override
  public synchronized void send(Measurement measurement, Outcome outcome) {
    outcome.stored();
    if (!measurement.metricName().equals("http_error_rate_percent")) {
      return;
    }
    value = measurement.value();
    Instant at = measurement.timestamp();
    if (value <= 20) {
      cleared(at);
    } else if (state.equals("inactive")) {
      state = "pending";
      since = at;
    } else if (state.equals("pending") && !at.isBefore(sinceOr(at).plusSeconds(2))) {
      state = "firing";
      fired(at);
    }
  }

  @Override
  public synchronized boolean enriched(String alertId) {
    return alertId.equals(ALERT_ID) && !omissions.contains(Omission.ENRICHMENT_ROW);
  }

  @Override
  public synchronized boolean remediationSucceeded(String runId) {
    return runId.equals(RUN_ID) && runStatus.equals("success");
  }

  @Override
  public void close() {
    server.close();
  }

  private void cleared(Instant at) {
    if (state.equals("firing") && !omissions.contains(Omission.RESOLUTION)) {
      report("resolved", at, Json.object());
    }
    state = "inactive";
  }

  private void fired(Instant at) {
    report("firing", at, Json.object());
    if (!omissions.contains(Omission.ENRICHED)) {
      ObjectNode context = Json.object();
      context.putObject("enrichment").put("owner", "Sam Sample").put("team", "demo");
      report("enriched", at, context);
    }
    String link = http() + "/approvals/" + RUN_ID + "?token=secret";
    report(
        "approval_requested",
        at,
        Json.object()
            .put("run_id", RUN_ID)
            .put("approval_url", link)
            .put("remediation", "Restart it"));
  }

  private void report(String what, Instant at, ObjectNode more) {
    ObjectNode body = Json.object();
    body.put("alert_id", ALERT_ID).put("alert_name", "Sample service fails");
    body.put("rule_id", Story.RULE).put("instance_id", SampleService.INSTANCE_ID);
    body.put("state", what).put("value", value).put("fire_count", 1).put("severity", "critical");
    body.put("timestamp", Json.time(at)).put("message", "🚨 Sample service fails");
    body.setAll(more);
    Http.alert(inbox, "key-" + ++sent, body.toString());
  }

  private synchronized Answer handle(Request request) {
    if (request.path().equals("/api/v1/alerts")) {
      return alerts();
    }
    if (!request.path().equals("/approvals/" + RUN_ID)) {
      return Answer.refused(404, "not here");
    }
    ObjectNode run = Json.object().put("id", RUN_ID).put("status", runStatus);
    if (request.method().equals("GET")) {
      return Answer.json(200, run.put("remediation", "Restart the sample service"));
    }
    return decide(Json.readObject(request.body()));
  }

  private Answer decide(Optional<ObjectNode> decision) {
    ObjectNode said = decision.orElseGet(Json::object);
    boolean token = said.path("token").asText().equals("secret");
    if (!token || omissions.contains(Omission.APPROVAL)) {
      return Answer.refused(403, "no such run");
    }
    runStatus = "approved";
    if (!omissions.contains(Omission.REPAIR)) {
      Http.post(service, "/actions/restart");
      runStatus = "success";
      ObjectNode result =
          Json.object()
              .put("run_id", RUN_ID)
              .put("status", "success")
              .put("remediation", "Restart it");
      report("remediation_result", sinceOr(Instant.EPOCH), result);
    }
    return Answer.json(200, Json.object().put("id", RUN_ID).put("status", "approved"));
  }

  private Answer alerts() {
    ObjectNode answer = Json.object().put("status", "success");
    var list = answer.putObject("data").putArray("alerts");
    if (!state.equals("inactive")) {
      ObjectNode alert = list.addObject();
      ObjectNode labels = alert.putObject("labels");
      labels.put("rule_id", Story.RULE).put("instance_id", SampleService.INSTANCE_ID);
      labels.put("alertname", "Sample service fails").put("severity", "critical");
      alert.put("state", state).put("value", String.valueOf(value));
      alert.put("activeAt", Json.time(sinceOr(Instant.EPOCH)));
    }
    return Answer.json(200, answer);
  }

  private Instant sinceOr(Instant otherwise) {
    return since == null ? otherwise : since;
  }
}
