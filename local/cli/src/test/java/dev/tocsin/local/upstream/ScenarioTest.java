package dev.tocsin.local.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScenarioTest {
  private static final List<Scenario> SCENARIOS =
      LongStream.rangeClosed(1, 24).mapToObj(Scenario::random).toList();

  @Test
  void random_sameSeed_isTheSameScenario() {
    assertThat(Scenario.random(7)).isEqualTo(Scenario.random(7)).isNotEqualTo(Scenario.random(11));
  }

  @Test
  void random_anySeed_isNotARace() {
    assertThat(SCENARIOS).allMatch(s -> Calmness.of(s.configuration(), s.steps(), s.end()));
  }

  @Test
  void random_manySeeds_holdActionsOfAllKinds() {
    Map<Class<?>, Long> kinds =
        SCENARIOS.stream()
            .flatMap(scenario -> scenario.steps().stream())
            .map(step -> step.action().getClass())
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

    assertThat(kinds.keySet()).hasSize(6);
    assertThat(kinds.values()).allMatch(count -> count >= SCENARIOS.size() / 2);
  }

  @Test
  void random_manySeeds_holdConfigurationsOfAllKinds() {
    List<RouteNode> routes =
        SCENARIOS.stream().flatMap(s -> s.configuration().route().all()).toList();

    assertThat(routes).anyMatch(RouteNode::continues).anyMatch(RouteNode::oldStyle);
    assertThat(routes.stream().flatMap(route -> route.matchers().stream()))
        .extracting(LabelMatcher::operator)
        .contains(LabelMatcher.Operator.values());
    assertThat(routes).anyMatch(route -> route.activeIntervals().contains(Configuration.NEVER));
    assertThat(routes).anyMatch(route -> route.muteIntervals().contains(Configuration.ALWAYS));
    assertThat(SCENARIOS).anyMatch(s -> !s.configuration().inhibitionRules().isEmpty());
    assertThat(SCENARIOS).flatExtracting(s -> s.answers().values()).contains(Answer.values());
  }
}
