package dev.tocsin.evaluator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tocsin.core.message.Rfc3339;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.rule.RuleVersion;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A page of versions of the rules, newest first.
 *
 * @param next to be given as {@code after} for the next page; none on the last
 */
@Serdeable
record VersionsPage(
    @JsonInclude(JsonInclude.Include.ALWAYS) List<Version> versions, @Nullable Long next) {
  /**
   * A version; see {@link RuleVersion}.
   *
   * @param inForce whether its rules are in force; of several versions with these, the newest is
   * @param files only where one version is asked for
   */
  @Serdeable
  record Version(
      long number,
      String digest,
      String at,
      String principal,
      String source,
      @JsonInclude(JsonInclude.Include.ALWAYS) String comment,
      int rules,
      @JsonProperty("in_force") boolean inForce,
      @Nullable List<File> files) {
    static Version of(RuleVersion version, OptionalLong inForce, boolean withFiles) {
      return new Version(
          version.number(),
          version.digest(),
          Rfc3339.format(version.at()),
          version.principal(),
          version.source(),
          version.comment(),
          version.rules(),
          inForce.equals(OptionalLong.of(version.number())),
          withFiles ? version.files().stream().map(File::of).toList() : null);
    }
  }

  /** A file of rules. */
  @Serdeable
  record File(String name, @JsonInclude(JsonInclude.Include.ALWAYS) String text) {
    static File of(SourceFile file) {
      return new File(file.name(), file.text());
    }
  }
}
