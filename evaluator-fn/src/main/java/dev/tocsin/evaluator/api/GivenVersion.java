package dev.tocsin.evaluator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * The version that a change has made.
 *
 * @param rules how many there are now
 * @param warnings of its rules
 */
@Serdeable
record GivenVersion(
    long number,
    String digest,
    int rules,
    @JsonInclude(JsonInclude.Include.ALWAYS) List<ShownProblem> warnings) {}
