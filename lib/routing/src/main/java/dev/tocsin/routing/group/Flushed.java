package dev.tocsin.routing.group;

import java.time.Instant;
import java.util.UUID;

/**
 * What a flush makes of a group.
 *
 * @param flush its number, from 1
 * @param nextAt when the group is to be flushed next
 */
public record Flushed(UUID group, long flush, Instant nextAt) {}
