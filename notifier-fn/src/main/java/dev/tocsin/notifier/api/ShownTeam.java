package dev.tocsin.notifier.api;

import dev.tocsin.routing.team.Team;
import io.micronaut.serde.annotation.Serdeable;

/**
 * The team that an alert belongs to.
 *
 * @param matchers why: of all teams whose matchers fit, it is the first
 */
@Serdeable
record ShownTeam(String name, String matchers) {
  static ShownTeam of(Team team) {
    return new ShownTeam(team.name(), team.matchers().toString());
  }
}
