package dev.tocsin.local.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.local.upstream.Action.Checkpoint;
import dev.tocsin.local.upstream.Action.ExpireSilence;
import dev.tocsin.local.upstream.Action.ExtendSilence;
import dev.tocsin.local.upstream.Action.PostAlerts;
import dev.tocsin.local.upstream.Action.PutSilence;
import dev.tocsin.local.upstream.Action.Reload;
import dev.tocsin.local.upstream.AlertmanagerApi.Reply;
import dev.tocsin.local.upstream.Observation.Answered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Does the steps of a scenario to one process. */
final class Playback {
  private final AlertmanagerProcess process;
  private final AlertmanagerApi api;
  private final WebhookSink sink;
  private final Instant start;
  private final SilenceNames silences = new SilenceNames();
  private final Map<String, String> ids = new HashMap<>();
  private final List<Answered> replies = new ArrayList<>();

  /**
   * Prepares a playback.
   *
   * @param api of the process, already called once
   * @param start the moment from which the steps' times count
   */
  Playback(AlertmanagerProcess process, AlertmanagerApi api, WebhookSink sink, Instant start) {
    this.process = process;
    this.api = api;
    this.sink = sink;
    this.start = start;
  }

  /**
   * Does all steps, each at its time, and waits for the end.
   *
   * @param whole how long it takes
   */
  CompletableFuture<Observation> play(Scenario scenario, Duration whole, Executor threads) {
    return CompletableFuture.supplyAsync(
        () -> {
          for (Step step : scenario.steps()) {
            await(step.at());
            take(step);
          }
          await(whole);
          return new Observation(start, sink.attempts(), replies);
        },
        threads);
  }

  private void await(Duration at) {
    try {
      Thread.sleep(Duration.between(Instant.now(), start.plus(at)));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  private void take(Step step) {
    switch (step.action()) {
      case PostAlerts post ->
          answered(
              step,
              "POST alerts",
              api.post("/alerts", post.alerts().stream().map(this::json).toList()));
      case PutSilence put -> put(step, put.silence(), json(put));
      case ExtendSilence extend -> put(step, extend.silence(), extended(extend));
      case ExpireSilence expire ->
          answered(step, "DELETE silence", api.delete("/silence/" + ids.get(expire.silence())));
      case Reload reload -> process.reload(reload.configuration().yaml(sink::url));
      case Checkpoint checkpoint -> check(step, checkpoint.query());
    }
  }

  private void check(Step step, String query) {
    for (String path :
        List.of("/alerts" + query, "/alerts/groups" + query, "/silences", "/receivers")) {
      answered(step, "GET " + path, api.get(path));
    }
  }

  private void put(Step step, String name, Map<String, Object> silence) {
    Reply reply = api.post("/silences", silence);
    if (reply.status() == 200) {
      String id = reply.body().path("silenceID").asText();
      ids.put(name, id);
      silences.add(id, name);
    }
    answered(step, "POST silence", reply);
  }

  private void answered(Step step, String call, Reply reply) {
    replies.add(
        new Answered(
            step.at().toMillis() + " ms " + call, reply.status(), silences.named(reply.body())));
  }

  private Map<String, Object> json(AlertPost alert) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("labels", alert.labels());
    json.put("annotations", alert.annotations());
    json.put("generatorURL", "http://generator/graph?a=1&b=%3C2%3E");
    alert.startsAt().ifPresent(at -> json.put("startsAt", text(at)));
    alert.endsAt().ifPresent(at -> json.put("endsAt", text(at)));
    return json;
  }

  private Map<String, Object> json(PutSilence put) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (ids.containsKey(put.silence())) {
      json.put("id", ids.get(put.silence()));
    }
    json.put("matchers", put.matchers().stream().map(LabelMatcher::json).toList());
    json.put("startsAt", text(put.startsAt()));
    json.put("endsAt", text(put.endsAt()));
    json.put("createdBy", "scenario");
    json.put("comment", put.silence());
    return json;
  }

  private Map<String, Object> extended(ExtendSilence extend) {
    JsonNode present = api.get("/silence/" + ids.get(extend.silence())).body();
    Map<String, Object> json = new LinkedHashMap<>();
    for (String field : List.of("id", "matchers", "startsAt", "createdBy", "comment")) {
      json.put(field, present.path(field));
    }
    json.put("endsAt", text(extend.endsAt()));
    return json;
  }

  private String text(Duration at) {
    return start.plus(at).toString();
  }
}
