package dev.tocsin.core.remediation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret part of an approval link: an HMAC-SHA256 over run, parameters' hash and expiry, in
 * base64url without padding (43 characters). It is stored nowhere; whoever has the key derives it
 * again, the same each time.
 */
public final class ApprovalToken {
  /** Least bytes of a key, as many as the digest has. */
  public static final int LEAST_KEY_BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";

  private ApprovalToken() {}

  /**
   * The token of a run.
   *
   * @param key at least {@link #LEAST_KEY_BYTES} bytes
   * @param expiresAt counted to the millisecond, as it travels
   */
  public static String derive(byte[] key, UUID runId, String parametersHash, Instant expiresAt) {
    if (key.length < LEAST_KEY_BYTES) {
      throw new IllegalArgumentException(
          "the approval key has %d bytes; it needs at least %d"
              .formatted(key.length, LEAST_KEY_BYTES));
    }
    // No field but the middle one is free text, so that no two triples give the same bytes.
    String covered = runId + "\n" + parametersHash + "\n" + expiresAt.toEpochMilli();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(key, covered));
  }

  /** Whether a token that somebody presents is the run's; takes as long whatever it is. */
  public static boolean matches(
      String presented, byte[] key, UUID runId, String parametersHash, Instant expiresAt) {
    return MessageDigest.isEqual(
        derive(key, runId, parametersHash, expiresAt).getBytes(UTF_8), presented.getBytes(UTF_8));
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + ALGORITHM, e);
    }
  }
}
