package dev.tocsin.core.enrichment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/** The address of an instance's dashboard in Grafana. */
public final class DashboardLink {
  private DashboardLink() {}

  /**
   * The last hour of an instance.
   *
   * @param base Grafana's address, with or without a slash at its end
   */
  public static String of(String base, String instanceId) {
    return "%s/d/instance-health?var-instance=%s&from=now-1h&to=now"
        .formatted(
            base.endsWith("/") ? base.substring(0, base.length() - 1) : base,
            URLEncoder.encode(instanceId, UTF_8).replace("+", "%20"));
  }
}
