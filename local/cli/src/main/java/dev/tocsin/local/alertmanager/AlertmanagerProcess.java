package dev.tocsin.local.alertmanager;

import dev.tocsin.core.failure.UserError;
import dev.tocsin.core.retention.Retention;
import dev.tocsin.local.process.NamedFaults;
import dev.tocsin.local.process.OpenParts;
import dev.tocsin.local.process.Signals;
import dev.tocsin.notifier.NotifierApiHandler;
import dev.tocsin.notifier.NotifierTickHandler;
import dev.tocsin.notifier.dispatch.DispatchLoop;
import dev.tocsin.notifier.meter.NotificationMeters;
import dev.tocsin.notifier.meter.SuppressedMeters;
import dev.tocsin.notifier.routing.ActivateConfiguration;
import dev.tocsin.notifier.routing.ActivateConfiguration.Timers;
import dev.tocsin.notifier.view.RoutingMeters;
import dev.tocsin.notifier.view.StateMeters;
import dev.tocsin.platform.limit.MeteredLimitHits;
import dev.tocsin.store.Schema;
import io.micronaut.context.ApplicationContext;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An instance that answers, flushes groups and sends notifications until it is closed. */
final class AlertmanagerProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerProcess.class);

  private final OpenParts open = new OpenParts();
  private final InstanceMeters meters = new InstanceMeters();
  private final Plan plan;
  private @Nullable URI address;

  private AlertmanagerProcess(Plan plan) {
    this.plan = plan;
  }

  /** What to run. */
  record Plan(
      StateOptions state,
      WebOptions web,
      DispatchOptions dispatch,
      SilenceOptions silences,
      Features features,
      Supplier<WebConfig> config) {}

  /**
   * Starts an instance; returns when it answers.
   *
   * @throws UserError when the configuration is faulty, an address taken, or the data in use
   */
  static AlertmanagerProcess start(Plan plan) {
    AlertmanagerProcess process = new AlertmanagerProcess(plan);
    try {
      process.start();
      return process;
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
  }

  private void start() {
    // A server of PostgreSQL takes as long to start as the classes of HTTP to load.
    CompletableFuture<InstanceDatabase> opening =
        CompletableFuture.supplyAsync(
            () -> InstanceDatabase.open(plan.state(), System.getenv()),
            task -> new Thread(task, "database").start());
    Web web = bind(opening);
    address = web.address();
    InstanceDatabase database = open.add(joined(opening));
    ApplicationContext context =
        open.add(
            new InstanceContext(
                    database,
                    externalUrl(web),
                    web.addresses().getFirst(),
                    web.authenticator(),
                    plan.state().retention,
                    plan.dispatch(),
                    plan.silences(),
                    plan.features(),
                    NamedFaults.of(System.getenv(), new SplittableRandom()),
                    meters.registry())
                .start());
    Schema.update(context.getBean(DataSource.class));
    ConfigurationFile configuration =
        new ConfigurationFile(plan.state().files(), context.getBean(ActivateConfiguration.class));
    require(configuration.load(Timers.KEPT));
    meters.reloaded(true);
    registerMeters(context);
    DispatchLoop loop = open.add(context.getBean(DispatchLoop.class));
    if (database.server().isPresent()) {
      loop.takeOver();
    }
    dispatch(loop);
    Maintenance maintenance = open.add(new Maintenance());
    NotifierTickHandler tick = new NotifierTickHandler(context);
    maintenance.repeat(
        "Removing empty groups", plan.dispatch().maintenanceInterval, () -> tick.execute(null));
    Retention retention = context.getBean(Retention.class);
    maintenance.repeat(
        "Removing what is over",
        plan.state().maintenanceInterval,
        () -> retention.sweep(InstantSource.system().instant()));
    // Closed before all that it needs; and after it once more, which does nothing.
    serve(open.add(web), context, configuration);
  }

  private static void registerMeters(ApplicationContext context) {
    context.getBean(StateMeters.class).register();
    context.getBean(RoutingMeters.class).register();
    context.getBean(NotificationMeters.class).register();
    context.getBean(SuppressedMeters.class).register();
  }

  /** Of the API, without its path. */
  URI address() {
    return Objects.requireNonNull(address);
  }

  private Web bind(CompletableFuture<InstanceDatabase> opening) {
    try {
      return open.add(Web.bind(plan.web(), plan.config(), new MeteredLimitHits(meters.registry())));
    } catch (RuntimeException e) {
      var unused = opening.thenAccept(InstanceDatabase::close).exceptionally(failed -> null);
      throw e;
    }
  }

  private static InstanceDatabase joined(CompletableFuture<InstanceDatabase> opening) {
    try {
      return opening.join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
    }
  }

  private URI externalUrl(Web web) {
    return Optional.ofNullable(plan.web().externalUrl)
        .map(url -> URI.create(url.toString().replaceAll("/+$", "")))
        .orElseGet(() -> web.externalUrl(hostName()));
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private static void require(Optional<String> problems) {
    problems.ifPresent(lines -> {
      throw new UserError("nothing is started, for these problems:\n" + lines);
    });
  }

  private void serve(Web web, ApplicationContext context, ConfigurationFile configuration) {
    Web.Site site = new Site(configuration);
    NotifierApiHandler api = new NotifierApiHandler(context);
    int gets = plan.web().getConcurrency;
    web.serve(gets > 0 ? new LimitedGets(api, gets) : api, site);
    boolean unused = Signals.on("HUP", site::reload);
    for (String address : web.addresses()) {
      LOG.atInfo().addKeyValue("address", address).log("Listening on");
    }
  }

  /** Starts to flush and to send, once the delay is over. */
  private void dispatch(DispatchLoop loop) {
    Duration delay = plan.dispatch().startDelay;
    if (delay.isZero()) {
      loop.start();
      return;
    }
    ScheduledExecutorService later =
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("start").factory());
    open.add(() -> {
      List<Runnable> unused = later.shutdownNow();
    });
    var unused = later.schedule(loop::start, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    open.close();
  }

  /** What this instance answers beside the API. */
  private final class Site implements Web.Site {
    private final ConfigurationFile configuration;

    Site(ConfigurationFile configuration) {
      this.configuration = configuration;
    }

    @Override
    public String metrics() {
      return meters.scrape();
    }

    @Override
    public Optional<String> reload() {
      Optional<String> problems =
          configuration.load(plan.dispatch().keepTimers ? Timers.KEPT : Timers.RESTARTED);
      meters.reloaded(problems.isEmpty());
      return problems;
    }
  }
}
