package dev.tocsin.routing.team;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.core.label.Severity;
import dev.tocsin.routing.matcher.MatcherParser;
import dev.tocsin.routing.matcher.MatcherSyntax;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseTimesTest {
  private static final Instant FRIDAY = Instant.parse("2026-12-04T16:30:00Z");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          at once leaves time to read of it       | critical | 2026-12-04T16:35:00Z
          high is a quarter of an hour            | high     | 2026-12-04T16:45:00Z
          medium is an hour, also after work      | medium   | 2026-12-04T17:30:00Z
          low is the next business day            | low      | 2026-12-07T17:00:00Z
          another severity has no response time   | warning  |
          a severity is written in small letters  | Critical |
          nor has an alert without one            | ''       |
          """)
  void overdueAt_severity_isAfterItsTime(String why, String severity, @Nullable Instant due) {
    assertThat(
            ResponseTimes.DEFAULT.overdueAt(
                Labels.of("severity", severity), FRIDAY, WorkingCalendar.DEFAULT))
        .isEqualTo(Optional.ofNullable(due));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          the grace is the least                  | 60  | 300 | 300
          a longer time is not made longer        | 900 | 300 | 900
          without a grace at once is at once      | 0   | 0   | 0
          """)
  void overdueAt_grace_isTheLeast(String why, int seconds, int grace, int overdue) {
    ResponseTimes times =
        new ResponseTimes(
            Map.of(Severity.HIGH, new ResponseTime.Within(Duration.ofSeconds(seconds))),
            Duration.ofSeconds(grace));

    assertThat(times.overdueAt(Labels.of("severity", "high"), FRIDAY, WorkingCalendar.DEFAULT))
        .contains(FRIDAY.plusSeconds(overdue));
    assertThat(times.overdueAt(Labels.of("severity", "low"), FRIDAY, WorkingCalendar.DEFAULT))
        .isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          the first team that matches has it   | postgres | production | database
          also where others match too          | postgres | test       | database
          a later one takes what is left       | web      | production | platform
          what none takes has no team          | web      | test       |
          """)
  void of_labels_isTheFirstTeamThatMatches(
      String why, String service, String environment, @Nullable String team) {
    Labels alert = Labels.of("service", service, "environment", environment);

    assertThat(teams().of(alert).map(Team::name)).isEqualTo(Optional.ofNullable(team));
    assertThat(teams().calendar(alert).zone().getId())
        .isEqualTo(team == null ? "Z" : team.equals("database") ? "Europe/Berlin" : "Asia/Tokyo");
  }

  private static Teams teams() {
    return new Teams(
        List.of(
            team("database", "service=\"postgres\"", "Europe/Berlin"),
            team("platform", "environment=\"production\"", "Asia/Tokyo")));
  }

  private static Team team(String name, String matchers, String zone) {
    return new Team(
        name,
        new MatcherParser(MatcherSyntax.UTF8, warning -> {}).matchers(matchers),
        new WorkingCalendar(ZoneId.of(zone), WorkingCalendar.OFFICE_HOURS, Set.of()));
  }
}
