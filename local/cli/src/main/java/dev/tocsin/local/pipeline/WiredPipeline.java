package dev.tocsin.local.pipeline;

import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.local.lambda.HttpGateway;
import dev.tocsin.local.process.Signals;
import dev.tocsin.platform.access.Authenticator;
import dev.tocsin.platform.limit.MeteredLimitHits;
import dev.tocsin.store.Schema;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The functions with the user's files, on parts that somebody else starts and stops. */
final class WiredPipeline implements AutoCloseable {
  private final Addresses addresses;
  private final RunningPipeline functions;

  private WiredPipeline(Addresses addresses, RunningPipeline functions) {
    this.addresses = addresses;
    this.functions = functions;
  }

  /**
   * What the parts do not report.
   *
   * @param notifyUrl where notifications go; needed by the notifier only
   * @param approvalKey base64 of the key that approval links are signed with; needed where {@link
   *     FunctionSelection#hasApprovals}
   * @param sealKey base64 of the key by which stored configurations are encrypted; needed by the
   *     notifier only
   * @param httpAddress on which HTTP is served
   * @param httpPort 0 for any free one
   */
  record Plan(
      Optional<URI> notifyUrl,
      Optional<String> approvalKey,
      Optional<String> sealKey,
      String httpAddress,
      int httpPort,
      FunctionSelection share,
      FaultPoints faults) {}

  /**
   * Brings the tables up to date and starts the functions; returns when records are taken.
   *
   * @param sqs stays the caller's and must outlive the pipeline
   */
  static WiredPipeline start(LoadedFiles files, Addresses addresses, SqsClient sqs, Plan plan) {
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    LimitHits hits = new MeteredLimitHits(meters);
    Limits limits = files.settings().limits();
    Optional<Authenticator> authenticator =
        files
            .credentials()
            .map(known -> new Authenticator(known, limits, hits, InstantSource.system()));
    HttpGateway.Listen listen =
        new HttpGateway.Listen(
            plan.httpAddress(),
            plan.httpPort(),
            authenticator,
            files.settings().publicUrl(),
            files.tls(),
            limits,
            hits);
    HttpGateway gateway =
        whileStarting(
            () -> HttpGateway.start(listen, HttpGateway.FUNCTION_TIMEOUT),
            () -> Schema.migrate(addresses.database()));
    PipelineSettings settings =
        new PipelineSettings(
            files.settings(),
            plan.notifyUrl(),
            files.settings().publicUrl().orElse(gateway.address()),
            plan.approvalKey(),
            plan.sealKey(),
            authenticator);
    return new WiredPipeline(
        addresses,
        RunningPipeline.start(
            addresses, sqs, gateway, meters, files, settings, plan.faults(), plan.share()));
  }

  /** Starts the gateway, whose classes take time to load, while something else is done. */
  private static HttpGateway whileStarting(Supplier<HttpGateway> start, Runnable other) {
    CompletableFuture<HttpGateway> starting =
        CompletableFuture.supplyAsync(start, task -> new Thread(task, "start").start());
    try {
      other.run();
      return starting.join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
    } catch (RuntimeException failed) {
      var unused = starting.thenAccept(HttpGateway::close);
      throw failed;
    }
  }

  /** {@code ready kafka=HOST:PORT http=URL postgres=JDBC-URL sqs=URL}, without passwords. */
  String readyLine() {
    return "ready kafka=%s http=%s postgres=%s sqs=%s"
        .formatted(
            addresses.kafka(),
            http(),
            Addresses.shown(addresses.jdbcUrl()),
            addresses.sqsEndpoint().map(URI::toString).orElse("aws"));
  }

  URI http() {
    return functions.http();
  }

  StoredRecords records() {
    return functions.records();
  }

  /** Reads all files again on SIGHUP. */
  void reloadOnHangup() {
    boolean unused = Signals.on("HUP", this::reload);
  }

  /** Reads all files again; what has problems leaves everything as it was. */
  void reload() {
    LoadedFiles.Reload unused = functions.reload();
  }

  @Override
  public void close() {
    functions.close();
  }
}
