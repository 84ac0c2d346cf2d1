package dev.tocsin.migrate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * What a run has done.
 *
 * @param applied versions of the migrations that were missing, in order; often none
 * @param version of the schema now
 */
@Serdeable
record MigrationReport(
    @JsonInclude(JsonInclude.Include.ALWAYS) List<String> applied, String version) {
  public MigrationReport {
    applied = List.copyOf(applied);
  }
}
