package dev.tocsin.notifier.config;

import dev.tocsin.core.breaker.BreakerPolicy;
import dev.tocsin.core.delivery.RetryPolicy;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.core.remediation.ApprovalToken;
import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.core.setting.NotificationSettings;
import dev.tocsin.platform.secret.Secret;
import dev.tocsin.platform.secret.Secrets;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.exceptions.ConfigurationException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The notifier's settings, checked at the start; all problems are reported together. */
@Context
public final class NotifierConfiguration {
  /** A handler's wake-up may lie this far ahead, so that ticks a minute apart miss nothing. */
  private static final Duration MOST_AHEAD = Duration.ofSeconds(70);

  private static final int LEASE_IN_TIMEOUTS = 6;

  private final NotifierSettings settings;
  private final RetrySettings retrySettings;
  private final BreakerSettings breakerSettings;
  private final CurrentSettings current;
  private final URI alertsUrl;
  private final URI approvalsUrl;
  private final Optional<Secret> approvalKey;

  NotifierConfiguration(
      NotifierSettings settings,
      RetrySettings retrySettings,
      BreakerSettings breakerSettings,
      CurrentSettings current,
      PublicSettings addresses,
      Secrets secrets) {
    List<String> faults = new ArrayList<>();
    this.settings = settings;
    this.retrySettings = retrySettings;
    this.breakerSettings = breakerSettings;
    this.current = current;
    alertsUrl = address("tocsin.notifier.api-url", settings.apiUrl(), "/api/alerts", faults);
    approvalsUrl = address("tocsin.public-url", addresses.publicUrl(), "/approvals/", faults);
    approvalKey = secrets.find("tocsin.approval.key");
    checkKey(faults);
    checkNumbers(faults);
    checkTimes(faults);
    if (!faults.isEmpty()) {
      throw new ConfigurationException(String.join("\n", faults));
    }
  }

  public NotifierSettings settings() {
    return settings;
  }

  /** What may change while the notifier runs: ask for it when it is used. */
  public NotificationSettings sending() {
    return current.now().notification();
  }

  /** As {@link #sending}, they may change. */
  public Limits limits() {
    return current.now().limits();
  }

  /** Where alerts are posted to. */
  public URI alertsUrl() {
    return alertsUrl;
  }

  /** What approval links begin with; ends with a slash. */
  public URI approvalsUrl() {
    return approvalsUrl;
  }

  /** The key of approval links, at least {@link ApprovalToken#LEAST_KEY_BYTES} bytes. */
  public byte[] approvalKey() {
    return Base64.getDecoder().decode(approvalKey.orElseThrow().value().strip());
  }

  /** How long a claim holds. */
  public Duration lease() {
    Duration lease = settings.lease();
    return lease == null || lease.compareTo(leastLease()) < 0 ? leastLease() : lease;
  }

  private Duration leastLease() {
    return sending().timeout().multipliedBy(LEASE_IN_TIMEOUTS);
  }

  public RetryPolicy retries() {
    return new RetryPolicy(
        retrySettings.retryBase(), retrySettings.retryCap(), retrySettings.retryAfterCap());
  }

  public BreakerPolicy breaker() {
    return new BreakerPolicy(
        breakerSettings.breakerFailures(),
        breakerSettings.breakerOpenFor(),
        breakerSettings.breakerSuccesses(),
        lease());
  }

  private static URI address(String name, @Nullable String text, String path, List<String> faults) {
    URI nowhere = URI.create("http://localhost/");
    if (text == null || text.isBlank()) {
      faults.add(name + " is missing; it must be an address such as https://example.com");
      return nowhere;
    }
    try {
      URI address = URI.create(text.strip().replaceAll("/+$", "") + path);
      boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
      if (web
          && address.getHost() != null
          && address.getRawQuery() == null
          && address.getRawFragment() == null
          && address.getRawUserInfo() == null) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    faults.add(
        "%s is \"%s\"; it must be http:// or https:// with a host, and no query or user"
            .formatted(name, text));
    return nowhere;
  }

  /** A key that is kept elsewhere is checked when it is used. */
  private void checkKey(List<String> faults) {
    String wanted =
        "tocsin.approval.key %s; it must be the base64 of at least "
            + ApprovalToken.LEAST_KEY_BYTES
            + " bytes";
    if (approvalKey.isEmpty()) {
      faults.add(wanted.formatted("is missing"));
      return;
    }
    if (approvalKey.get().isReference()) {
      return;
    }
    try {
      int bytes = approvalKey().length;
      if (bytes < ApprovalToken.LEAST_KEY_BYTES) {
        faults.add(wanted.formatted("has " + bytes + " bytes"));
      }
    } catch (IllegalArgumentException e) {
      faults.add(wanted.formatted("is no base64"));
    }
  }

  private void checkNumbers(List<String> faults) {
    atLeastOne("concurrency", settings.concurrency(), faults);
    atLeastOne("total-concurrency", settings.totalConcurrency(), faults);
    atLeastOne("chunk", settings.chunk(), faults);
    atLeastOne("breaker-failures", breakerSettings.breakerFailures(), faults);
    atLeastOne("breaker-successes", breakerSettings.breakerSuccesses(), faults);
  }

  private static void atLeastOne(String name, int value, List<String> faults) {
    if (value < 1) {
      faults.add("tocsin.notifier.%s is %d; it must be at least 1".formatted(name, value));
    }
  }

  private void checkTimes(List<String> faults) {
    positive("connect-timeout", settings.connectTimeout(), faults);
    positive("request-timeout", settings.requestTimeout(), faults);
    positive("time-budget", settings.timeBudget(), faults);
    positive("deadline", settings.deadline(), faults);
    positive("retry-base", retrySettings.retryBase(), faults);
    positive("retry-cap", retrySettings.retryCap(), faults);
    positive("breaker-open-for", breakerSettings.breakerOpenFor(), faults);
    Duration lease = settings.lease();
    Duration least = settings.requestTimeout().multipliedBy(LEASE_IN_TIMEOUTS);
    if (lease != null && lease.compareTo(least) < 0) {
      faults.add(
          "tocsin.notifier.lease is %s; it must be at least %d times request-timeout, %s"
              .formatted(lease, LEASE_IN_TIMEOUTS, least));
    }
    if (settings.tickHorizon().isNegative() || settings.tickHorizon().compareTo(MOST_AHEAD) > 0) {
      faults.add(
          "tocsin.notifier.tick-horizon is %s; it must be from 0 to %s"
              .formatted(settings.tickHorizon(), MOST_AHEAD));
    }
  }

  private static void positive(String name, Duration value, List<String> faults) {
    if (value.isNegative() || value.isZero()) {
      faults.add("tocsin.notifier.%s is %s; it must be more than zero".formatted(name, value));
    }
  }
}
