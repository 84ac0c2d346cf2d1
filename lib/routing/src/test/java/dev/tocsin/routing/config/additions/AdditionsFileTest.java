package dev.tocsin.routing.config.additions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.core.label.Severity;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.routing.config.ReadingOptions;
import dev.tocsin.routing.config.RoutingConfiguration;
import dev.tocsin.routing.config.reader.RoutingFile;
import dev.tocsin.routing.team.ResponseTime;
import dev.tocsin.routing.team.ResponseTimes;
import dev.tocsin.routing.team.Team;
import dev.tocsin.routing.team.WorkingCalendar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdditionsFileTest {
  private static final RoutingConfiguration CONFIGURATION =
      configuration("route: {receiver: a}\nreceivers: [{name: a}, {name: b}, {name: c}]\n");

  @Test
  void read_theExampleOfThePage_hasAllParts() throws IOException {
    RoutingConfiguration receivers =
        configuration(
            """
            route: {receiver: database-chat}
            receivers: [{name: database-chat}, {name: platform-mail}]
            """);
    Problems problems = new Problems();
    Additions read =
        AdditionsFile.read(new SourceFile("tocsin.yml", example()), receivers, problems)
            .orElseThrow(() -> new AssertionError(problems.toString()));

    Team database = read.teams().of(Labels.of("service", "redis")).orElseThrow();
    assertThat(database.name()).isEqualTo("database");
    assertThat(database.calendar().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(database.calendar().holidays())
        .containsExactlyInAnyOrder(LocalDate.of(2026, 12, 25), LocalDate.of(2027, 1, 1));
    assertThat(database.calendar().isWorking(Instant.parse("2026-12-04T12:30:00Z"))).isTrue();
    assertThat(database.calendar().isWorking(Instant.parse("2026-12-04T13:30:00Z"))).isFalse();
    assertThat(read.teams().of(Labels.of("environment", "production")).map(Team::name))
        .contains("platform");
    assertThat(read.responseTimes()).isEqualTo(ResponseTimes.DEFAULT);
    assertThat(read.notifiesOverdue()).isTrue();
    assertThat(read.fallback("database-chat")).contains("platform-mail");
    assertThat(read.fallback("platform-mail")).isEmpty();
    assertThat(read.notificationService()).containsExactly("platform-mail");
  }

  private static String example() throws IOException {
    String page = Files.readString(Path.of("..", "..", "docs", "teams.md"));
    int start = page.indexOf("```yaml\n") + "```yaml\n".length();
    return page.substring(start, page.indexOf("```\n", start));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "~\n"})
  void read_fileWithoutADocument_isAsNone(String text) {
    assertThat(good(text)).isEqualTo(Additions.NONE);
  }

  @Test
  void read_emptyMap_hasTheDefaultsAndNotifiesOverdue() {
    Additions read = good("{}");
    assertThat(read)
        .isEqualTo(
            new Additions(Additions.NONE.teams(), ResponseTimes.DEFAULT, Map.of(), Set.of(), true));
  }

  @Test
  void read_teamWithoutHours_worksInOfficeHours() {
    assertThat(good("teams: [{name: x, matchers: []}]").teams().all())
        .extracting(Team::calendar)
        .containsExactly(WorkingCalendar.DEFAULT);
  }

  @Test
  void read_someResponseTimes_leaveTheOthers() {
    ResponseTimes times =
        good("{response_times: {low: 1d, high: next_business_day}, overdue: {grace: 0s}}")
            .responseTimes();
    assertThat(times.grace()).isZero();
    assertThat(times.bySeverity())
        .containsEntry(Severity.LOW, new ResponseTime.Within(Duration.ofDays(1)))
        .containsEntry(Severity.HIGH, new ResponseTime.NextBusinessDay())
        .containsEntry(Severity.MEDIUM, new ResponseTime.Within(Duration.ofHours(1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "teams: []",
        "teams: ",
        "teams: [{name: x, matchers: ['a=b', '{c=~\"d|e\", é!=f}']}]",
        "teams: [{name: x, matchers: [], time_zone: Australia/Lord_Howe}]",
        "teams: [{name: x, matchers: [], working_hours: {sunday: ['00:00-24:00']}}]",
        "teams: [{name: x, matchers: [], working_hours: {monday: [13:00 - 14:00, 09:00-13:00], friday: []}}]",
        "teams: [{name: x, matchers: [], holidays: []}]",
        "response_times: {}",
        "response_times: {critical: 90}",
        "overdue: {notify: false}",
        "fallback_receivers: {a: b, b: c}",
        "notification_service: {receivers: []}",
      })
  void read_fileThatIsRight_hasNoProblem(String text) {
    assertThat(problems(text)).isEmpty();
  }

  /** Each row is a file, and its only problem. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[]; 1:1: tocsin.yml must be a map of fields, not a list",
        "x; 1:1: tocsin.yml must be a map of fields, not the text \"x\"",
        "{}|---|{}; 3:1: this file must be one document",
        "team: []; 1:1: unknown field \"team\" in tocsin.yml: did you mean \"teams\"?",
        "teams: x; 1:8: teams must be a list, not the text \"x\"",
        "teams: [x]; 1:9: a team must be a map of fields, not the text \"x\"",
        "teams: [{matchers: []}]; 1:9: a team has no \"name\"",
        "teams: [{name: x}]; 1:9: a team has no \"matchers\"",
        "teams: [{name: ' ', matchers: []}]; 1:16: name must not be empty",
        "teams: [{name: 1, matchers: []}]; 1:16: name must be a text, not the number 1: write \"1\"",
        "teams:|- {name: x, matchers: []}|- {name: x, matchers: []}; 3:10: team \"x\" is defined twice: the first is at tocsin.yml:2:10",
        "teams: [{name: x, matchers: a=b}]; 1:29: matchers must be a list, not the text \"a=b\"",
        "teams: [{name: x, matchers: ['a']}]; 1:30: matchers ",
        "teams: [{name: x, matchers: ['a=b c']}]; 1:30: matchers ",
        "teams: [{name: x, matchers: ['a=~\"(\"']}]; 1:30: matchers ",
        "teams: [{name: x, matchers: [], timezone: UTC}]; 1:33: unknown field \"timezone\" in a team: did you mean \"time_zone\"?",
        "teams: [{name: x, matchers: [], receivers: {}}]; 1:33: unknown field \"receivers\" in a team: known are name, matchers, time_zone, working_hours, holidays",
        "teams: [{name: x, matchers: [], time_zone: Mars}]; 1:44: time_zone is wrong: unknown time zone \"Mars\"; write a name of the tz database",
        "teams: [{name: x, matchers: [], working_hours: {}}]; 1:48: working_hours has no hours: leave it out for 09:00-17:00 on weekdays",
        "teams: [{name: x, matchers: [], working_hours: {monday: []}}]; 1:48: working_hours has no hours: leave it out",
        "teams: [{name: x, matchers: [], working_hours: {mondy: [09:00-17:00]}}]; 1:49: unknown field \"mondy\" in working_hours: did you mean \"monday\"?",
        "teams: [{name: x, matchers: [], working_hours: {monday: 09:00-17:00}}]; 1:57: monday must be a list, not the text \"09:00-17:00\"",
        "teams: [{name: x, matchers: [], working_hours: {monday: [9-17]}}]; 1:58: monday is wrong: \"9\" is no time of day; write HH:MM, from 00:00 to 24:00",
        "teams: [{name: x, matchers: [], working_hours: {monday: [09:00]}}]; 1:58: monday must be ranges such as 09:00-17:00, not \"09:00\"",
        "teams: [{name: x, matchers: [], working_hours: {monday: [25:00-26:00]}}]; 1:58: monday is wrong: \"25:00\" is no time of day",
        "teams: [{name: x, matchers: [], working_hours: {monday: [17:00-09:00]}}]; 1:58: monday is wrong: ",
        "teams: [{name: x, matchers: [], working_hours: {monday: [09:00-12:00, 11:59-13:00]}}]; 1:57: monday has ranges that overlap",
        "teams: [{name: x, matchers: [], holidays: [2026-02-29]}]; 1:44: holidays must be days such as 2026-12-25, not \"2026-02-29\"",
        "teams: [{name: x, matchers: [], holidays: [christmas]}]; 1:44: holidays must be days such as 2026-12-25, not \"christmas\"",
        "response_times: {urgent: 5m}; 1:18: unknown field \"urgent\" in response_times: known are critical, high, medium, low",
        "response_times: {hihg: 5m}; 1:18: unknown field \"hihg\" in response_times: did you mean \"high\"?",
        "response_times: {high: soon}; 1:24: high must be a time such as 0s, 15m or 1h30m, or next_business_day, not \"soon\"",
        "response_times: {high: -5m}; 1:24: high must be a time such as 0s,",
        "response_times: {high: [5m]}; 1:24: high must be a single value, not a list",
        "overdue: true; 1:10: overdue must be a map of fields, not true",
        "overdue: {notify: perhaps}; 1:19: notify must be true or false, not the text \"perhaps\"",
        "overdue: {grace: next_business_day}; 1:18: grace must be a time such as 250ms,",
        "overdue: {notfy: true}; 1:11: unknown field \"notfy\" in overdue: did you mean \"notify\"?",
        "fallback_receivers: [a]; 1:21: fallback_receivers must be a map, not a list",
        "fallback_receivers: {x: a}; 1:22: fallback_receivers names the receiver \"x\", which Alertmanager's configuration does not have",
        "fallback_receivers: {a: x}; 1:25: fallback_receivers.a names the receiver \"x\", which",
        "fallback_receivers: {a: a}; 1:21: fallback_receivers leads from receiver \"a\" back to itself",
        "fallback_receivers: {c: a, a: b, b: a}; 1:21: fallback_receivers leads from receiver \"a\" back to itself",
        "notification_service: {}; 1:23: notification_service has no \"receivers\"",
        "notification_service: {receivers: a}; 1:35: receivers must be a list, not the text \"a\"",
        "notification_service: {receivers: [x]}; 1:36: receivers names the receiver \"x\", which Alertmanager's configuration does not have",
        "notification_service: {receiver: [a]}|; 1:23: notification_service has no \"receivers\"",
      })
  void read_fileWithAFault_saysWhatAndWhere(String text, String problem) {
    assertThat(problems(text.replace('|', '\n')))
        .first()
        .asString()
        .startsWith("tocsin.yml:" + problem);
  }

  @Test
  void read_problemsInAllParts_areFoundTogetherInTheirOrder() {
    assertThat(
            problems(
                """
                notification_service: {receivers: [x]}
                fallback_receivers: {a: a}
                overdue: {grace: soon}
                response_times: {high: soon}
                teams:
                  - name: one
                    matchers: [a]
                    holidays: [never]
                  - matchers: []
                colour: red
                """))
        .extracting(line -> line.split(":", -1)[1])
        .containsExactly("1", "2", "3", "4", "7", "8", "9", "10");
  }

  @Test
  void read_tooManyTeamsAndHolidays_areRefusedWithTheirNumber() {
    String teams =
        IntStream.rangeClosed(0, 1_000)
            .mapToObj(number -> "- {name: t" + number + ", matchers: []}\n")
            .collect(Collectors.joining("", "teams:\n", ""));
    String holidays =
        IntStream.rangeClosed(0, 1_000)
            .mapToObj(number -> LocalDate.EPOCH.plusDays(number).toString())
            .collect(Collectors.joining(",", "teams: [{name: x, matchers: [], holidays: [", "]}]"));
    assertThat(problems(teams))
        .containsExactly("tocsin.yml:2:1: teams has 1,001 entries; at most 1,000 are allowed");
    assertThat(problems(holidays))
        .containsExactly("tocsin.yml:1:43: holidays has 1,001 entries; at most 1,000 are allowed");
  }

  private static RoutingConfiguration configuration(String text) {
    return RoutingFile.read(
            new SourceFile("am.yml", text), ReadingOptions.LOCAL_FILE, new Problems())
        .orElseThrow();
  }

  private static Additions good(String text) {
    Problems problems = new Problems();
    Optional<Additions> read = read(text, problems);
    assertThat(problems.toString()).isEmpty();
    return read.orElseThrow();
  }

  private static List<String> problems(String text) {
    Problems problems = new Problems();
    assertThat(read(text, problems).isPresent()).isEqualTo(problems.isEmpty());
    return problems.toString().lines().toList();
  }

  private static Optional<Additions> read(String text, Problems problems) {
    return AdditionsFile.read(new SourceFile("tocsin.yml", text), CONFIGURATION, problems);
  }
}
