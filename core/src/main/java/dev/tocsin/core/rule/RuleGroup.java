package dev.tocsin.core.rule;

import java.time.Duration;

/**
 * Rules that share an interval.
 *
 * @param interval the step of the group's grid; positive, whole milliseconds
 */
public record RuleGroup(String name, Duration interval) {}
