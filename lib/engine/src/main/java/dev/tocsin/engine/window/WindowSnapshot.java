package dev.tocsin.engine.window;

import com.google.protobuf.ByteString;
import dev.tocsin.engine.rule.RulePart;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What is remembered of the keys of a rule in one shard.
 *
 * @param memory written by {@link dev.tocsin.engine.window.WindowInstances}; its epoch is the time
 *     up to which it was evaluated
 * @param keys how many count towards the rule's limit
 * @param next the first evaluation time at which the rule has to be evaluated even if no sample
 *     comes
 * @param named when it was last said that its keys' names are still needed
 */
public record WindowSnapshot(
    RulePart rule,
    int shard,
    ByteString memory,
    int keys,
    Optional<Instant> next,
    LocalDate named) {}
