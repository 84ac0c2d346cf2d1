package dev.tocsin.routing.route;

import static dev.tocsin.routing.route.RouteSpecs.groupedBy;
import static dev.tocsin.routing.route.RouteSpecs.named;
import static dev.tocsin.routing.route.RouteSpecs.node;
import static dev.tocsin.routing.route.RouteSpecs.root;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.routing.matcher.Matchers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteTreeTest {
  private static final RouteSpec FULL =
      new RouteSpec(
          Matchers.NONE,
          false,
          Optional.of("root"),
          List.of("alertname"),
          false,
          Optional.of(Duration.ofSeconds(1)),
          Optional.of(Duration.ofSeconds(2)),
          Optional.of(Duration.ofSeconds(3)),
          List.of("night"),
          List.of("day"),
          Map.of("team", "a", "tier", "1"),
          List.of(labelled(node("a=b"), Map.of("team", "b"))));

  @Test
  void build_rootWithoutTimers_hasTheDefaults() {
    Route root = RouteTree.build(root());

    assertThat(root.groupWait()).isEqualTo(Duration.ofSeconds(30));
    assertThat(root.groupInterval()).isEqualTo(Duration.ofMinutes(5));
    assertThat(root.repeatInterval()).isEqualTo(Duration.ofHours(4));
    assertThat(root.groupBy()).isEmpty();
    assertThat(root.groupsByAll()).isFalse();
  }

  @Test
  void build_childThatSaysNothing_inheritsAllButIntervals() {
    Route child = RouteTree.build(FULL).children().getFirst();

    assertThat(child.receiver()).isEqualTo("root");
    assertThat(child.groupBy()).containsExactly("alertname");
    assertThat(child.groupWait()).isEqualTo(Duration.ofSeconds(1));
    assertThat(child.groupInterval()).isEqualTo(Duration.ofSeconds(2));
    assertThat(child.repeatInterval()).isEqualTo(Duration.ofSeconds(3));
    assertThat(child.muteIntervals()).isEmpty();
    assertThat(child.activeIntervals()).isEmpty();
  }

  @Test
  void build_labels_areAddedToThoseAbove() {
    Route root = RouteTree.build(FULL);

    assertThat(root.labels()).containsOnly(Map.entry("team", "a"), Map.entry("tier", "1"));
    assertThat(root.children().getFirst().labels())
        .containsOnly(Map.entry("team", "b"), Map.entry("tier", "1"));
  }

  @Test
  void build_intervals_areTheNodesOwn() {
    Route root = RouteTree.build(FULL);

    assertThat(root.muteIntervals()).containsExactly("night");
    assertThat(root.activeIntervals()).containsExactly("day");
  }

  @Test
  void build_groupByNamesUnderAll_groupsByTheNames() {
    Route root =
        RouteTree.build(groupedBy(root(node("a=b"), groupedBy(node("a=c"), false, "zone")), true));

    assertThat(root.children().get(0).groupsByAll()).isTrue();
    assertThat(root.children().get(1).groupsByAll()).isFalse();
    assertThat(root.children().get(1).groupBy()).containsExactly("zone");
  }

  @Test
  void build_groupByAllUnderNames_groupsByAll() {
    Route root = RouteTree.build(groupedBy(root(groupedBy(node("a=b"), true)), false, "alertname"));

    assertThat(root.children().getFirst().groupsByAll()).isTrue();
  }

  @Test
  void build_rootWithoutReceiver_isRefused() {
    assertThatThrownBy(() -> RouteTree.build(node("{}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the root route names no receiver");
  }

  @Test
  void key_isTheChainOfSortedMatchers() {
    Route root = RouteTree.build(root(node("b=c,a=~d", node("x!=y"))));

    assertThat(root.key()).isEqualTo("{}");
    assertThat(root.children().getFirst().children().getFirst().key())
        .isEqualTo("{}/{a=~\"d\",b=\"c\"}/{x!=\"y\"}");
  }

  @Test
  void id_ofEveryNode_isItsOwn() {
    Route root =
        RouteTree.build(
            root(node("a=b", node("c=d")), node("a=b", node("c=d"), node("c=d")), node("c=d")));

    assertThat(ids(root)).hasSize(7).doesNotHaveDuplicates().allMatch(id -> id.length() == 16);
  }

  @Test
  void id_ofANode_staysWhenOthersComeAndItsOptionsChange() {
    Route before = RouteTree.build(root(node("a=b,c=d")));
    Route after =
        RouteTree.build(
            root(node("a=x"), named("other", "c=d,a=b", true, node("y=z")), node("a=b,c=d")));

    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.children().get(1).id()).isEqualTo(before.children().getFirst().id());
  }

  private static List<String> ids(Route route) {
    List<String> ids = new ArrayList<>(List.of(route.id()));
    route.children().forEach(child -> ids.addAll(ids(child)));
    return ids;
  }

  private static RouteSpec labelled(RouteSpec spec, Map<String, String> labels) {
    return new RouteSpec(
        spec.matchers(),
        spec.continues(),
        spec.receiver(),
        spec.groupBy(),
        spec.groupsByAll(),
        spec.groupWait(),
        spec.groupInterval(),
        spec.repeatInterval(),
        spec.muteIntervals(),
        spec.activeIntervals(),
        labels,
        spec.children());
  }
}
