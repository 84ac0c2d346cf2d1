package dev.tocsin.notifier.config;

import io.micronaut.context.annotation.ConfigurationProperties;
import org.jspecify.annotations.Nullable;

/**
 * What approval links are made of.
 *
 * @param key base64 of at least 32 bytes, the same for the notifier and for remediation
 */
@ConfigurationProperties("tocsin.approval")
public record ApprovalSettings(@Nullable String key) {
  @Override
  public String toString() {
    return "ApprovalSettings[<secret>]";
  }
}
