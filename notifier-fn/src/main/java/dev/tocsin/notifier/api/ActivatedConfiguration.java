package dev.tocsin.notifier.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/** The version that a change has put in force. */
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
record ActivatedConfiguration(long number, List<ShownRemark> warnings) {}
