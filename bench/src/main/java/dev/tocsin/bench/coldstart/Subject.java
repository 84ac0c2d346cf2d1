package dev.tocsin.bench.coldstart;

import dev.tocsin.testkit.lambda.AwsEvents;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A handler to measure.
 *
 * @param name the function's name in the infrastructure
 * @param module the folder whose {@code target} has the archive
 * @param handler its class
 * @param event the first event that it gets; it makes the handler ask the database
 */
record Subject(String name, String module, String handler, String event) {
  private static final int RECORDS = 100;

  /** The least function, then all of Tocsin's that people or events wait for. */
  static List<Subject> all() {
    String noMessages = AwsEvents.sqs("tocsin-empty", "", List.of("{\"version\":1}"));
    return List.of(
        new Subject("empty", "bench/empty-fn", "dev.tocsin.bench.empty.EmptyHandler", noMessages),
        new Subject(
            "evaluator-metrics",
            "evaluator-fn",
            "dev.tocsin.evaluator.MetricsHandler",
            AwsEvents.msk("gds.metrics.production", 0, 0, samples())),
        new Subject(
            "evaluator-api",
            "evaluator-fn",
            "dev.tocsin.evaluator.EvaluatorApiHandler",
            AwsEvents.rest("GET", "/api/v1/alerts", "", "")),
        new Subject(
            "notifier-ingest",
            "notifier-fn",
            "dev.tocsin.notifier.NotifyIngestHandler",
            events("tocsin-notify.fifo")),
        new Subject(
            "notifier-delivery", "notifier-fn", "dev.tocsin.notifier.DeliveryHandler", noMessages),
        new Subject(
            "enricher-ingest",
            "enricher-fn",
            "dev.tocsin.enricher.EnricherEventsHandler",
            events("tocsin-enrich.fifo")),
        new Subject(
            "enricher-work", "enricher-fn", "dev.tocsin.enricher.EnricherWorkHandler", noMessages),
        new Subject(
            "remediation-ingest",
            "remediation-fn",
            "dev.tocsin.remediation.RemediationEventsHandler",
            events("tocsin-remediate.fifo")),
        new Subject(
            "remediation-work",
            "remediation-fn",
            "dev.tocsin.remediation.RemediationWorkHandler",
            noMessages),
        new Subject(
            "remediation-approval",
            "remediation-fn",
            "dev.tocsin.remediation.ApprovalHandler",
            AwsEvents.rest(
                "GET", "/approvals/00000000-0000-0000-0000-000000000000", "token=none", "")));
  }

  private static String events(String queue) {
    return AwsEvents.sqs(queue, "1", List.of("{\"version\":1,\"shard\":1,\"events\":[]}"));
  }

  private static List<String> samples() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    return IntStream.range(0, RECORDS)
        .mapToObj(n ->
            "{\"metric_name\":\"cpu\",\"instance_id\":\"web-%d\",\"value\":%d,\"timestamp\":\"%s\"}"
                .formatted(n, n % 50, now))
        .toList();
  }
}
