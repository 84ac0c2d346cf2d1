package dev.tocsin.routing.config.additions;

import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.Position;
import dev.tocsin.core.yaml.Shape;
import dev.tocsin.routing.interval.Location;
import dev.tocsin.routing.interval.TimeRange;
import dev.tocsin.routing.matcher.MatcherParser;
import dev.tocsin.routing.matcher.MatcherSyntax;
import dev.tocsin.routing.matcher.Matchers;
import dev.tocsin.routing.team.Team;
import dev.tocsin.routing.team.Teams;
import dev.tocsin.routing.team.WorkingCalendar;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code teams}. */
final class TeamFields {
  private static final String NAME = "teams";
  private static final int MOST = 1_000;

  /** The file has no past: its matchers have one syntax. */
  private static final MatcherParser MATCHERS =
      new MatcherParser(MatcherSyntax.UTF8, warning -> {});

  private final Map<String, Position> names = new HashMap<>();

  Teams read(Fields fields) {
    List<Team> teams =
        fields.optional(NAME, Shape.listOf(Shape.mapping("a team", this::team)), List.of());
    atMost(fields, NAME, teams.size());
    return new Teams(teams);
  }

  private Optional<Team> team(Fields fields) {
    Optional<String> name = fields.required("name", Shape.text());
    name.ifPresent(given -> unique(fields, given));
    Optional<List<Matchers>> matchers =
        fields.required("matchers", Shape.listOf(Shape.asWritten().as(MATCHERS::matchers)));
    ZoneId zone = fields.optional("time_zone", Shape.text().as(TeamFields::zone), ZoneOffset.UTC);
    Map<DayOfWeek, List<TimeRange>> hours = WorkingHourFields.read(fields);
    Set<LocalDate> holidays = holidays(fields);
    return fields.build(() ->
        new Team(
            name.orElseThrow(),
            joined(matchers.orElseThrow()),
            new WorkingCalendar(zone, hours, holidays)));
  }

  private void unique(Fields fields, String name) {
    Position first = names.putIfAbsent(name, fields.at("name"));
    if (first != null) {
      fields.problem(
          "name", "team \"%s\" is defined twice: the first is at %s".formatted(name, first));
    }
  }

  private static Matchers joined(List<Matchers> lines) {
    return new Matchers(lines.stream().flatMap(line -> line.all().stream()).toList());
  }

  private static ZoneId zone(String name) {
    try {
      return Location.parse(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is wrong: " + e.getMessage(), e);
    }
  }

  private static Set<LocalDate> holidays(Fields fields) {
    List<LocalDate> days =
        fields.optional("holidays", Shape.listOf(Shape.asWritten().as(TeamFields::day)), List.of());
    atMost(fields, "holidays", days.size());
    return Set.copyOf(days);
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "must be days such as 2026-12-25, not \"%s\"".formatted(text), e);
    }
  }

  private static void atMost(Fields fields, String name, int count) {
    if (count > MOST) {
      fields.problem(
          name, "%s has %,d entries; at most %,d are allowed".formatted(name, count, MOST));
    }
  }
}
