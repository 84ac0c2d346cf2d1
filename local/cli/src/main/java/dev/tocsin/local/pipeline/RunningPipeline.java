package dev.tocsin.local.pipeline;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import dev.tocsin.core.enrichment.Enrichments;
import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.outbox.Publisher;
import dev.tocsin.core.remediation.Runs;
import dev.tocsin.enricher.EnricherEventsHandler;
import dev.tocsin.enricher.EnricherTickHandler;
import dev.tocsin.enricher.EnricherWorkHandler;
import dev.tocsin.evaluator.EvaluatorApiHandler;
import dev.tocsin.evaluator.EvaluatorTickHandler;
import dev.tocsin.local.http.Answer;
import dev.tocsin.local.lambda.HttpGateway;
import dev.tocsin.local.lambda.QueueMapping;
import dev.tocsin.local.lambda.Schedule;
import dev.tocsin.local.process.OpenParts;
import dev.tocsin.notifier.DeliveryHandler;
import dev.tocsin.notifier.NotifierApiHandler;
import dev.tocsin.notifier.NotifierTickHandler;
import dev.tocsin.notifier.NotifyIngestHandler;
import dev.tocsin.notifier.dispatch.DispatchLoop;
import dev.tocsin.notifier.routing.ActivateConfiguration;
import dev.tocsin.remediation.ApprovalHandler;
import dev.tocsin.remediation.RemediationEventsHandler;
import dev.tocsin.remediation.RemediationTickHandler;
import dev.tocsin.remediation.RemediationWorkHandler;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.ApplicationContext;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Functions in this process, fed from the given queues and topics. */
final class RunningPipeline implements AutoCloseable {
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration LONG_POLL = Duration.ofSeconds(1);
  private static final int BATCH = 10;

  private final OpenParts open = new OpenParts();

  private final List<QueueMapping> mappings = new ArrayList<>();

  private @Nullable StoredRecords records;
  private final PrometheusMeterRegistry meters;
  private final Addresses addresses;
  private final SqsClient sqs;
  private final HttpGateway gateway;
  private final LoadedFiles files;

  /** Puts the files that say how alerts are routed in force, where the notifier runs. */
  private Runnable activateRouting = () -> {};

  private RunningPipeline(
      Addresses addresses,
      SqsClient sqs,
      HttpGateway gateway,
      PrometheusMeterRegistry meters,
      LoadedFiles files) {
    this.addresses = addresses;
    this.files = files;
    this.meters = meters;
    this.sqs = sqs;
    this.gateway = gateway;
    open.add(gateway);
  }

  /**
   * Starts the functions; returns when records are taken.
   *
   * @param gateway where HTTP is served; closed with the pipeline
   * @param meters of everything in this process
   */
  public static RunningPipeline start(
      Addresses addresses,
      SqsClient sqs,
      HttpGateway gateway,
      PrometheusMeterRegistry meters,
      LoadedFiles files,
      PipelineSettings settings,
      FaultPoints faults,
      FunctionSelection share) {
    RunningPipeline pipeline = new RunningPipeline(addresses, sqs, gateway, meters, files);
    try {
      pipeline.start(settings, faults, share);
      return pipeline;
    } catch (RuntimeException e) {
      pipeline.close();
      throw e;
    }
  }

  private void start(PipelineSettings settings, FaultPoints faults, FunctionSelection share) {
    FunctionContexts contexts =
        new FunctionContexts(addresses, settings, files.currentSettings(), meters, faults);
    Map<FunctionName, CompletableFuture<ApplicationContext>> starting =
        new EnumMap<>(FunctionName.class);
    share
        .functions()
        .forEach(function ->
            starting.put(function, inBackground(() -> context(contexts, function, files))));
    Map<FunctionName, ApplicationContext> started = new EnumMap<>(FunctionName.class);
    starting.forEach((function, context) -> started.put(function, open.add(context.join())));

    gateway.openPage("/health", () -> Answer.json(200, "{\"status\":\"ok\"}"));
    gateway.action("/-/reload", () -> shown(reload()));
    gateway.page("/metrics", () -> Answer.text(200, meters.scrape()));
    started.forEach((function, context) -> {
      switch (function) {
        case NOTIFIER -> runNotifier(context);
        case ENRICHER -> runEnricher(context);
        case REMEDIATION -> runRemediation(context);
        case EVALUATOR -> serveEvaluator(context);
      }
    });
    observe(started);
    ApplicationContext evaluator = started.get(FunctionName.EVALUATOR);
    if (evaluator != null) {
      runEvaluators(evaluator, contexts, files, share.evaluators());
    }
  }

  /**
   * As Prometheus has it, but for the status of files with problems, which is the sender's there,
   * and for warnings, a line each.
   */
  private static Answer shown(LoadedFiles.Reload reload) {
    return switch (reload) {
      case LoadedFiles.Reload.Done(String warnings) ->
          Answer.text(200, warnings.isEmpty() ? "" : warnings + "\n");
      case LoadedFiles.Reload.Refused(String problems) ->
          Answer.problem(
              422,
              "Unprocessable Content",
              "nothing is reloaded, for these problems:\n" + problems.strip());
    };
  }

  /** Reads all files again; what has problems leaves everything as it was. */
  synchronized LoadedFiles.Reload reload() {
    LoadedFiles.Reload reload = files.reload();
    if (reload instanceof LoadedFiles.Reload.Done) {
      activateRouting.run();
    }
    return reload;
  }

  private static ApplicationContext context(
      FunctionContexts contexts, FunctionName function, LoadedFiles files) {
    return switch (function) {
      case EVALUATOR -> contexts.evaluator(files.rules());
      case NOTIFIER -> contexts.notifier();
      case ENRICHER -> contexts.enricher(files.cmdb());
      case REMEDIATION -> contexts.remediation(files.catalogue());
    };
  }

  private void runNotifier(ApplicationContext notifier) {
    activateRouting =
        new ConfigurationFiles(files, notifier.getBean(ActivateConfiguration.class))::activate;
    activateRouting.run();
    DispatchLoop loop = open.add(notifier.getBean(DispatchLoop.class));
    loop.start();
    map(PipelineQueues.NOTIFY, 4, new NotifyIngestHandler(notifier)::execute);
    map(PipelineQueues.NOTIFY + PipelineQueues.WAKEUP, 2, new DeliveryHandler(notifier)::execute);
    schedule("notifier", new NotifierTickHandler(notifier)::execute);
    NotifierApiHandler api = new NotifierApiHandler(notifier);
    // The list of alerts is the evaluator's; what is below one alert is the notifier's.
    List.of(
            "alerts/",
            "configuration",
            "dead-letters",
            "deliveries",
            "explain",
            "receivers",
            "routed-alerts")
        .forEach(part -> gateway.route("/api/v1/" + part, api));
    gateway.sharedRoute("/api/v2", api);
    gateway.feed("/api/v1/events", api);
  }

  private void runEnricher(ApplicationContext enricher) {
    map(PipelineQueues.ENRICH, 2, new EnricherEventsHandler(enricher)::execute);
    map(
        PipelineQueues.ENRICH + PipelineQueues.WAKEUP,
        1,
        new EnricherWorkHandler(enricher)::execute);
    schedule("enricher", new EnricherTickHandler(enricher)::execute);
  }

  private void runRemediation(ApplicationContext remediation) {
    map(PipelineQueues.REMEDIATE, 2, new RemediationEventsHandler(remediation)::execute);
    map(
        PipelineQueues.REMEDIATE + PipelineQueues.WAKEUP,
        1,
        new RemediationWorkHandler(remediation)::execute);
    schedule("remediation", new RemediationTickHandler(remediation)::execute);
    gateway.openRoute("/approvals", new ApprovalHandler(remediation), Limit.APPROVAL_BODY);
  }

  private void serveEvaluator(ApplicationContext evaluator) {
    EvaluatorApiHandler api = new EvaluatorApiHandler(evaluator);
    List.of("alerts", "rules", "alert-keys", "cursors", "openapi.yaml")
        .forEach(part -> gateway.route("/api/v1/" + part, api));
  }

  /** Once all else is ready to take what they decide. */
  private void runEvaluators(
      ApplicationContext evaluator, FunctionContexts contexts, LoadedFiles files, int evaluators) {
    EvaluatorTickHandler tick = new EvaluatorTickHandler(evaluator);
    tick.execute(new ScheduledEvent());
    evaluator.getBean(Publisher.class).publishAll();
    schedule("evaluator", tick::execute);

    List<CompletableFuture<ApplicationContext>> listeners = new ArrayList<>();
    for (int number = 0; number < evaluators; number++) {
      listeners.add(inBackground(() -> contexts.listeningEvaluator(files.rules())));
    }
    listeners.forEach(listener -> open.add(listener.join()));
  }

  private void observe(Map<FunctionName, ApplicationContext> started) {
    ApplicationContext enricher = started.get(FunctionName.ENRICHER);
    ApplicationContext remediation = started.get(FunctionName.REMEDIATION);
    if (enricher != null && remediation != null) {
      records =
          new StoredRecords(enricher.getBean(Enrichments.class), remediation.getBean(Runs.class));
    }
  }

  private void map(
      String queue, int pollers, Function<SQSEvent, @Nullable SQSBatchResponse> function) {
    String url = addresses.queueUrls().getOrDefault(queue, "");
    RequestHandler<SQSEvent, @Nullable SQSBatchResponse> handler =
        (event, context) -> function.apply(event);
    QueueMapping mapping =
        QueueMapping.start(
            sqs,
            new QueueMapping.Settings(queue, url, arn(url), BATCH, pollers, LONG_POLL),
            handler);
    mappings.add(open.add(mapping));
  }

  private static String arn(String url) {
    return "arn:aws:sqs:local:000000000000:" + url.substring(url.lastIndexOf('/') + 1);
  }

  private void schedule(String name, Consumer<ScheduledEvent> handler) {
    open.add(Schedule.start(name, TICK, () -> handler.accept(new ScheduledEvent())));
  }

  private static CompletableFuture<ApplicationContext> inBackground(
      Supplier<ApplicationContext> start) {
    return CompletableFuture.supplyAsync(start, task -> new Thread(task, "start").start());
  }

  StoredRecords records() {
    return Objects.requireNonNull(records, "enricher and remediation do not run here");
  }

  /** Root of the HTTP interface. */
  public URI http() {
    return gateway.address();
  }

  @Override
  public void close() {
    mappings.forEach(QueueMapping::stop);
    open.close();
  }
}
