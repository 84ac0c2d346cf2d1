package dev.tocsin.testkit.routing;

import static dev.tocsin.testkit.routing.RoutedFixture.T;
import static dev.tocsin.testkit.routing.RoutedFixture.firing;
import static dev.tocsin.testkit.routing.RoutedFixture.group;
import static dev.tocsin.testkit.routing.RoutedFixture.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.group.Flushed;
import dev.tocsin.routing.group.GroupTimer;
import dev.tocsin.routing.group.GroupTimers;
import dev.tocsin.routing.group.Groups;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link GroupTimers} promises. */
public abstract class GroupTimersContract {
  /** The store under test, empty; always the same one within a test. */
  protected abstract GroupTimers timers();

  /** The groups whose timers it shows. */
  protected abstract Groups groups();

  /** The alerts beside it, empty. */
  protected abstract RoutedAlerts alerts();

  @BeforeEach
  void join() {
    RoutedFixture.save(alerts(), firing(1));
    groups().join(List.of(joining(1, firing(1), 30)), T);
  }

  @Test
  void find_groupThatWaits_isItsFirstFlush() {
    assertThat(timers().find(List.of(group(1).id(), group(2).id())))
        .isEqualTo(Map.of(group(1).id(), new GroupTimer(T.plusSeconds(30), Optional.empty())));
  }

  @Test
  void find_flushedGroup_isItsLastAndItsNextFlush() {
    groups().flushed(List.of(new Flushed(group(1).id(), 7, T.plusSeconds(300))), T.plusSeconds(31));

    assertThat(timers().find(List.of(group(1).id())))
        .containsValue(new GroupTimer(T.plusSeconds(300), Optional.of(T.plusSeconds(31))));
  }

  @Test
  void find_none_isEmpty() {
    assertThat(timers().find(List.of())).isEmpty();
  }
}
