package dev.tocsin.routing.team;

import dev.tocsin.core.label.Labels;
import java.util.List;
import java.util.Optional;

/** The teams in their order: an alert belongs to the first whose matchers fit. */
public record Teams(List<Team> all) {
  public static final Teams NONE = new Teams(List.of());

  public Teams {
    all = List.copyOf(all);
  }

  /** The team that an alert belongs to; empty where none takes it. */
  public Optional<Team> of(Labels alert) {
    return all.stream().filter(team -> team.matchers().match(alert)).findFirst();
  }

  /** The calendar of an alert's team; the default one where no team takes it. */
  public WorkingCalendar calendar(Labels alert) {
    return of(alert).map(Team::calendar).orElse(WorkingCalendar.DEFAULT);
  }
}
