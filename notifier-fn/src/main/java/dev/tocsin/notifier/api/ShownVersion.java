package dev.tocsin.notifier.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tocsin.core.message.Rfc3339;
import dev.tocsin.notifier.routing.ShowConfiguration;
import dev.tocsin.routing.config.ConfigurationVersion;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of the configuration.
 *
 * @param file the file on the server's disk that was read; absent where it came by API
 * @param alertmanager its text, with {@code <secret>} for each secret: only where one version is
 *     asked for, and this release can read it
 * @param tocsin the text of Tocsin's own file, in the same case
 */
@Serdeable
@JsonInclude(JsonInclude.Include.NON_NULL)
record ShownVersion(
    long number,
    String at,
    String author,
    String comment,
    @Nullable String file,
    @JsonProperty("in_force") boolean inForce,
    @Nullable String alertmanager,
    @Nullable String tocsin) {
  /**
   * A page of versions, newest first.
   *
   * @param next to be given as {@code after} for the next page; absent on the last
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Page(List<ShownVersion> versions, @Nullable Long next) {
    static Page of(List<ConfigurationVersion> versions, long active, int limit) {
      return new Page(
          versions.stream().map(version -> ShownVersion.of(version, active)).toList(),
          versions.size() == limit ? versions.getLast().number() : null);
    }
  }

  static ShownVersion of(ShowConfiguration.Shown shown, long active) {
    return of(
        shown.version(), active, shown.alertmanager().orElse(null), shown.additions().orElse(null));
  }

  private static ShownVersion of(ConfigurationVersion version, long active) {
    return of(version, active, null, null);
  }

  private static ShownVersion of(
      ConfigurationVersion version,
      long active,
      @Nullable String alertmanager,
      @Nullable String tocsin) {
    return new ShownVersion(
        version.number(),
        Rfc3339.format(version.createdAt()),
        version.author(),
        version.comment(),
        version.file().orElse(null),
        version.number() == active,
        alertmanager,
        tocsin);
  }
}
