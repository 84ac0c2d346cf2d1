package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.breaker.BreakerStore;
import dev.tocsin.core.breaker.Destination;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.ReceiverStatus;
import dev.tocsin.core.delivery.ReceiverStatuses;
import dev.tocsin.notifier.FaultServer.Fault;
import dev.tocsin.routing.config.HttpAuthentication;
import dev.tocsin.routing.config.HttpSettings;
import dev.tocsin.routing.config.ProxySettings;
import dev.tocsin.routing.config.TlsSettings;
import dev.tocsin.testkit.Eventually;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the notifier makes of receivers that are at fault, and of those beside them. */
class FaultServerTest {
  private static final String SECRET = "s3cr3t-t0ken-of-the-hook";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** More than a breaker takes. */
  private static final int FAILURES = 6;

  @TempDir Path folder;

  private static World world(String timeout) {
    return new World(MemoryStore.PROPERTIES, Map.of("tocsin.notifier.request-timeout", timeout));
  }

  private static String address(FaultServer server) {
    return server.url() + "/" + SECRET + "?key=" + SECRET;
  }

  private static String breaker(World world, FaultServer server) {
    return world
        .context
        .getBean(BreakerStore.class)
        .load(Destination.of(URI.create(server.url())))
        .code();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          It names its time, which is kept                 | TOO_MANY_REQUESTS | 120000 | 1 | HTTP 429: try later
          An error is repeated after the shortest pause    | SERVER_ERROR      | 375    | 1 | HTTP 500: cannot serve
          No answer is an end in time                      | HANG              | 375    | 1 | no answer within 2000 ms
          A lost connection is made anew twice at once     | RESET             | 375    | 3 | connection lost:
          An answer that never ends in time is none        | SLOW_BODY         | 375    | 1 | no answer within 2000 ms
          A stranger's certificate is not spoken to        | BAD_TLS           | 375    | 0 | no connection:
          A redirect leads to no private address           | PRIVATE_REDIRECT  | 375    | 1 | 10.0.0.1 has the address 10.0.0.1, which is never called
          Only the beginning of an answer is read          | GIGABYTE_ANSWER   | 375    | 1 | HTTP 500: xxxx
          """)
  void fault_isOfItsClass(String sentence, Fault fault, long dueAfter, int requests, String said)
      throws Exception {
    try (World world = world("2s");
        FaultServer server = new FaultServer(fault, folder)) {
      Hooks hooks = new Hooks(world);
      String receiver = hooks.webhook("faulty", address(server));
      Delivery flush = hooks.flush(1, receiver, "a");
      world.deliver();

      Delivery failed = hooks.now(flush);
      assertThat(failed.reason().code()).isEqualTo("retrying");
      assertThat(failed.attempts()).isEqualTo(1);
      assertThat(failed.dueAt()).isEqualTo(world.clock.instant().plusMillis(dueAfter));
      assertThat(server.requests()).isEqualTo(requests);
      assertThat(failed.detail())
          .startsWith("faulty/webhook[0]: " + said)
          .doesNotContain(SECRET)
          .hasSizeLessThan(260);
      assertThat(world.context.getBean(ReceiverStatuses.class).all())
          .containsEntry(
              receiver, ReceiverStatus.failure(receiver, world.clock.instant(), failed.detail()));
      assertThat(server.written()).isLessThan(64L << 20);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TOO_MANY_REQUESTS")
  void fault_opensTheBreaker_andHealingClosesIt(Fault fault) throws Exception {
    try (World world = world("2s");
        FaultServer server = new FaultServer(fault, folder)) {
      Hooks hooks = new Hooks(world);
      String receiver = hooks.webhook("faulty", address(server));
      List<Delivery> held = groups(hooks, receiver, FAILURES);
      world.deliver();
      world.after(Duration.ofSeconds(1));
      assertThat(breaker(world, server)).isEqualTo("open");
      assertThat(held).allMatch(delivery -> hooks.reason(delivery).equals("circuit_open"));
      int asked = server.requests();
      world.after(Duration.ofSeconds(30));
      assertThat(server.requests()).as("nothing is sent meanwhile").isEqualTo(asked);

      server.heals();
      hooks.webhook("faulty", address(server), trusting(), true);
      world.after(Duration.ofSeconds(31));
      assertThat(breaker(world, server)).isEqualTo("closed");
      assertThat(held).allMatch(delivery -> hooks.reason(delivery).equals("accepted"));
    }
  }

  @Test
  void tooManyRequests_isNoFailureOfTheDestination() throws Exception {
    try (World world = world("2s");
        FaultServer server = new FaultServer(Fault.TOO_MANY_REQUESTS, folder)) {
      Hooks hooks = new Hooks(world);
      List<Delivery> held = groups(hooks, hooks.webhook("faulty", address(server)), FAILURES);
      world.deliver();
      assertThat(breaker(world, server)).isEqualTo("closed");
      server.heals();
      world.after(Duration.ofSeconds(119));
      assertThat(held).allMatch(delivery -> hooks.reason(delivery).equals("retrying"));
      world.after(Duration.ofSeconds(1));
      assertThat(held).allMatch(delivery -> hooks.reason(delivery).equals("accepted"));
    }
  }

  @Test
  void allFaultsAtOnce_disturbNoHealthyReceiver() throws Exception {
    Map<Fault, FaultServer> servers = new EnumMap<>(Fault.class);
    for (Fault fault : Fault.values()) {
      servers.put(fault, new FaultServer(fault, folder));
    }
    FaultServer hanging = Optional.ofNullable(servers.get(Fault.HANG)).orElseThrow();
    try (World world = world("20s");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Hooks hooks = new Hooks(world);
      servers.forEach(
          (fault, server) -> groups(hooks, hooks.webhook(fault.name(), address(server)), 40));
      Future<?> delivering = threads.submit(world::deliver);
      Eventually.within(PATIENCE).until(() -> hanging.requests() > 0);

      List<Delivery> healthy = groups(hooks, hooks.webhook("healthy", world.inbox.url()), 100);
      Eventually.within(PATIENCE)
          .until(() ->
              healthy.stream().allMatch(delivery -> hooks.reason(delivery).equals("accepted")));
      assertThat(hanging.endedConnections()).as("before any that hangs has ended").isZero();
      assertThat(world.inbox.all()).as("each at its first attempt").hasSize(100);

      servers.values().forEach(FaultServer::close);
      delivering.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private static List<Delivery> groups(Hooks hooks, String receiver, int count) {
    List<Delivery> deliveries = new ArrayList<>();
    for (int group = 1; group <= count; group++) {
      deliveries.add(hooks.otherGroup(group, receiver));
    }
    return deliveries;
  }

  /** Takes every certificate. */
  private static HttpSettings trusting() {
    TlsSettings tls =
        new TlsSettings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty());
    return new HttpSettings(
        new HttpAuthentication.None(), tls, ProxySettings.NONE, List.of(), true, true);
  }
}
