package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.rate.RateLimit;
import dev.tocsin.core.rate.RateLimits;
import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.core.setting.NotificationSettings;
import dev.tocsin.core.setting.Settings;
import dev.tocsin.testkit.http.RawServer;
import dev.tocsin.testkit.http.RawServer.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each destination gets two requests at once, and one a second; {@code pager} one a minute. */
abstract class RateLimitScenarios {
  private static final RateLimit SHARED = new RateLimit(2, Duration.ofSeconds(1));
  private static final RateLimit OF_PAGER = new RateLimit(1, Duration.ofMinutes(1));

  private final World world =
      new World(
          store(),
          Map.of(),
          context ->
              context.registerSingleton(CurrentSettings.class, RateLimitScenarios::settings));
  private final Hooks hooks = new Hooks(world);
  private final RawServer server = new RawServer();
  private final List<Instant> requests = new CopyOnWriteArrayList<>();

  protected abstract Map<String, Object> store();

  private static Settings settings() {
    NotificationSettings usual = NotificationSettings.DEFAULT;
    return Settings.DEFAULT.withNotification(
        new NotificationSettings(
            usual.timeout(),
            usual.deadline(),
            usual.concurrency(),
            new RateLimits(Optional.of(SHARED), Map.of("pager", OF_PAGER))));
  }

  @BeforeEach
  void listen() {
    server.replies(request -> {
      requests.add(world.clock.instant());
      return Reply.of(200, "");
    });
  }

  @AfterEach
  void close() {
    server.close();
    world.close();
  }

  private List<Delivery> groups(String receiver, int first, int last) {
    List<Delivery> groups = new ArrayList<>();
    for (int group = first; group <= last; group++) {
      groups.add(hooks.otherGroup(group, receiver));
    }
    return groups;
  }

  private List<String> reasons(List<Delivery> deliveries) {
    return deliveries.stream().map(hooks::reason).toList();
  }

  @Test
  void deliver_moreThanTheRate_waitsForItsTurnWithoutAnAttempt() {
    List<Delivery> groups = groups(hooks.webhook("web", server.url()), 1, 5);
    Instant begun = world.clock.instant();

    world.deliver();

    assertThat(reasons(groups))
        .containsExactly("accepted", "accepted", "rate_limited", "rate_limited", "rate_limited");
    assertThat(groups.subList(2, 5))
        .extracting(delivery -> hooks.now(delivery).dueAt())
        .containsExactly(begun.plusSeconds(1), begun.plusSeconds(2), begun.plusSeconds(3));
    assertThat(groups.subList(2, 5))
        .extracting(delivery -> hooks.now(delivery).attempts())
        .containsOnly(0);

    world.after(Duration.ofSeconds(1));
    assertThat(reasons(groups)).startsWith("accepted", "accepted", "accepted", "rate_limited");
    world.after(Duration.ofSeconds(2));
    assertThat(reasons(groups)).containsOnly("accepted");
  }

  @Test
  void deliver_newcomers_areSentAfterThoseThatWait() {
    String web = hooks.webhook("web", server.url());
    List<Delivery> waiting = groups(web, 1, 4);
    world.deliver();
    List<Delivery> newcomers = groups(web, 5, 6);

    world.after(Duration.ofSeconds(1));

    assertThat(reasons(waiting))
        .containsExactly("accepted", "accepted", "accepted", "rate_limited");
    assertThat(reasons(newcomers)).containsOnly("rate_limited");
    assertThat(hooks.now(newcomers.getFirst()).dueAt())
        .isEqualTo(hooks.now(waiting.getLast()).dueAt().plusSeconds(1));
  }

  @Test
  void deliver_twoReceiversAtOneDestination_shareItsRate() {
    groups(hooks.webhook("web", server.url() + "/a"), 1, 2);
    groups(hooks.webhook("chat", server.url() + "/b"), 1, 2);
    world.deliver();
    assertThat(requests).hasSize(2);
  }

  @Test
  void deliver_receiverWithItsOwnRate_leavesTheOthersTheirs() {
    List<Delivery> pager = groups(hooks.webhook("pager", server.url()), 1, 2);
    List<Delivery> web = groups(hooks.webhook("web", server.url()), 1, 2);

    world.deliver();

    assertThat(reasons(web)).containsOnly("accepted");
    assertThat(reasons(pager)).containsExactly("accepted", "rate_limited");
    assertThat(hooks.now(pager.getLast()).dueAt()).isEqualTo(world.clock.instant().plusSeconds(60));
  }

  @Test
  void send_leasedMoreThanTheRate_waitsToo() {
    String web = hooks.webhook("web", server.url());
    groups(web, 1, 2);
    world.deliver();
    Delivery leased = hooks.leasedFlush(1, web, "a");

    hooks.send(leased);

    assertThat(hooks.reason(leased)).isEqualTo("rate_limited");
    world.after(Duration.ofSeconds(1));
    assertThat(hooks.reason(leased)).isEqualTo("accepted");
  }

  @Test
  void laterFlush_ofAGroupThatWaits_takesItsPlace() {
    String web = hooks.webhook("web", server.url());
    groups(web, 1, 2);
    Delivery first = hooks.flush(1, web, "a");
    world.deliver();
    Instant place = hooks.now(first).dueAt();
    groups(web, 3, 9);
    world.deliver();

    Delivery later = hooks.leasedFlush(2, web, "ab");

    assertThat(hooks.reason(first)).isEqualTo("superseded");
    assertThat(hooks.reason(later)).isEqualTo("rate_limited");
    assertThat(hooks.now(later).dueAt()).isEqualTo(place);
    world.after(Duration.ofSeconds(1));
    assertThat(hooks.reason(later)).isEqualTo("accepted");
  }

  /** No span of time has more requests than its burst and its seconds, and each group is sent. */
  @Test
  void deliver_randomArrivals_areSentAtTheRateAndInTheirOrder() {
    Random random = new Random(17);
    String web = hooks.webhook("web", server.url());
    List<Delivery> all = new ArrayList<>();
    for (int step = 0; step < 40; step++) {
      for (int arrival = random.nextInt(3); arrival > 0; arrival--) {
        all.add(hooks.otherGroup(all.size(), web));
      }
      world.after(Duration.ofMillis(random.nextInt(1500)));
    }
    world.after(Duration.ofSeconds(1));
    List<String> before = reasons(all);
    for (int second = 0; second < all.size(); second++) {
      world.after(Duration.ofSeconds(1));
    }

    assertThat(before.lastIndexOf("accepted")).isEqualTo(before.indexOf("rate_limited") - 1);
    assertThat(reasons(all)).containsOnly("accepted");
    assertThat(requests).hasSameSizeAs(all);
    for (int first = 0; first < requests.size(); first++) {
      for (int last = first; last < requests.size(); last++) {
        Duration span = Duration.between(requests.get(first), requests.get(last));
        assertThat(last - first + 1L).isLessThanOrEqualTo(2 + span.toSeconds());
      }
    }
  }
}
