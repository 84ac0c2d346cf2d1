package dev.tocsin.evaluator.batch;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.UUID;

/** The small message that tells of a dead record; the record itself is in the database. */
@Serdeable(naming = SnakeCaseStrategy.class)
record DeadLetterNotice(
    int version, UUID id, String reason, String topic, int partition, long offset) {}
