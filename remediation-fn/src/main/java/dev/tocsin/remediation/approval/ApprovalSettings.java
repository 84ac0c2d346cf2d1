package dev.tocsin.remediation.approval;

import dev.tocsin.core.remediation.ApprovalToken;
import io.micronaut.context.annotation.ConfigurationProperties;
import java.util.Base64;

/**
 * What the approval links are made with; the notifier has the same.
 *
 * @param key in base64, at least {@link ApprovalToken#LEAST_KEY_BYTES} bytes of it
 */
@ConfigurationProperties("tocsin.approval")
public record ApprovalSettings(String key) {
  public ApprovalSettings {
    int bytes;
    try {
      bytes = Base64.getDecoder().decode(key).length;
    } catch (IllegalArgumentException noBase64) {
      throw new IllegalArgumentException("tocsin.approval.key is not base64", noBase64);
    }
    if (bytes < ApprovalToken.LEAST_KEY_BYTES) {
      throw new IllegalArgumentException(
          "tocsin.approval.key has %d bytes; it needs at least %d"
              .formatted(bytes, ApprovalToken.LEAST_KEY_BYTES));
    }
  }

  byte[] keyBytes() {
    return Base64.getDecoder().decode(key);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "ApprovalSettings[key=<secret>]";
  }
}
