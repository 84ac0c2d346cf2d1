package dev.tocsin.notifier.api.v2;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Map;

/** A receiver as GET shows it. */
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
record ShownReceiver(String name, Map<String, String> labels) {}
