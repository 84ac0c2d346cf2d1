package dev.tocsin.remediation.approval;

import dev.tocsin.core.remediation.ApprovalToken;
import dev.tocsin.platform.secret.Secret;
import dev.tocsin.platform.secret.Secrets;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.exceptions.ConfigurationException;
import java.util.Base64;

/**
 * What the approval links are made with; the notifier has the same. In base64, at least {@link
 * ApprovalToken#LEAST_KEY_BYTES} bytes of it.
 */
@Context
final class ApprovalKey {
  private static final String SETTING = "tocsin.approval.key";

  private final Secret secret;

  ApprovalKey(Secrets secrets) {
    secret =
        secrets
            .find(SETTING)
            .orElseThrow(() -> new ConfigurationException(SETTING + " is missing"));
    if (!secret.isReference()) {
      byte[] unused = bytes();
    }
  }

  /**
   * The key.
   *
   * @throws ConfigurationException when it is none
   */
  byte[] bytes() {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(secret.value().strip());
    } catch (IllegalArgumentException noBase64) {
      throw new ConfigurationException(SETTING + " is not base64", noBase64);
    }
    if (key.length < ApprovalToken.LEAST_KEY_BYTES) {
      throw new ConfigurationException(
          "%s has %d bytes; it needs at least %d"
              .formatted(SETTING, key.length, ApprovalToken.LEAST_KEY_BYTES));
    }
    return key;
  }
}
