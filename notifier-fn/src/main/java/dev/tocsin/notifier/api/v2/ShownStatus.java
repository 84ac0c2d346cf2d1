package dev.tocsin.notifier.api.v2;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What runs, as GET shows it.
 *
 * @param uptime since when, in spite of its name
 */
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
record ShownStatus(Cluster cluster, Config config, String uptime, Version versionInfo) {
  /** The release of Alertmanager whose API this is: clients compare it with their own. */
  private static final String API = "0.34.0";

  /** The instances, of which each names itself only. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Cluster(String name, List<Peer> peers, String status) {}

  /** An instance. */
  @Serdeable
  record Peer(String address, String name) {}

  /** The configuration in force, as a text that Alertmanager's own loader takes. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Config(String original) {}

  /** The program. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Version(
      String branch,
      String buildDate,
      String buildUser,
      String goVersion,
      String revision,
      String version) {}

  static ShownStatus of(InstanceSettings instance, String original, Instant started) {
    String release =
        Optional.ofNullable(ShownStatus.class.getPackage().getImplementationVersion()).orElse("");
    return new ShownStatus(
        new Cluster(
            instance.name(), List.of(new Peer(instance.address(), instance.name())), "ready"),
        new Config(original),
        ApiTime.format(started),
        new Version("tocsin", "", "", "java" + Runtime.version().feature(), release, API));
  }
}
