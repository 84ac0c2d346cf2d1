package dev.tocsin.routing.team;

import dev.tocsin.routing.matcher.Matchers;

/**
 * Who answers for the alerts that match.
 *
 * @param calendar when the team works
 */
public record Team(String name, Matchers matchers, WorkingCalendar calendar) {}
