package dev.tocsin.notifier.api.v2;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Map;

/** A group of alerts as GET shows it. */
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
record ShownGroup(
    List<ShownAlert> alerts,
    Map<String, String> labels,
    Map<String, String> routeLabels,
    ShownAlert.Name receiver) {}
