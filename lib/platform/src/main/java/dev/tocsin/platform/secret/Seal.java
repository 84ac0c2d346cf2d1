package dev.tocsin.platform.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts texts that hold secrets before they are stored: AES-256 in GCM (NIST SP 800-38D), with a
 * random nonce of 96 bits for each text. The key is the setting {@value #SETTING}, the base64 of 32
 * bytes.
 */
@Singleton
public final class Seal {
  public static final String SETTING = "tocsin.seal.key";

  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final Optional<Secret> key;
  private final RandomGenerator random;

  @Inject
  Seal(Secrets secrets, RandomGenerator random) {
    this(secrets.find(SETTING), random);
  }

  Seal(Optional<Secret> key, RandomGenerator random) {
    this.key = key;
    this.random = random;
  }

  /** The base64 of nonce and encrypted text. */
  public String close(String text) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] encrypted = run(Cipher.ENCRYPT_MODE, nonce, text.getBytes(UTF_8), 0);
    byte[] all = new byte[NONCE_BYTES + encrypted.length];
    System.arraycopy(nonce, 0, all, 0, NONCE_BYTES);
    System.arraycopy(encrypted, 0, all, NONCE_BYTES, encrypted.length);
    return Base64.getEncoder().encodeToString(all);
  }

  /**
   * The text that {@link #close} encrypted.
   *
   * @throws IllegalStateException when it was encrypted by another key, or changed
   */
  public String open(String sealed) {
    byte[] all = decoded(sealed);
    byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
    return new String(run(Cipher.DECRYPT_MODE, nonce, all, NONCE_BYTES), UTF_8);
  }

  private static byte[] decoded(String sealed) {
    try {
      byte[] all = Base64.getDecoder().decode(sealed);
      if (all.length >= NONCE_BYTES) {
        return all;
      }
    } catch (IllegalArgumentException e) {
      throw unreadable(e);
    }
    throw unreadable(null);
  }

  private static IllegalStateException unreadable(@Nullable Exception cause) {
    return new IllegalStateException(
        "a stored text cannot be decrypted: it was changed, or encrypted by another key than "
            + SETTING,
        cause);
  }

  private byte[] run(int mode, byte[] nonce, byte[] bytes, int from) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          mode, new SecretKeySpec(keyBytes(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      return cipher.doFinal(bytes, from, bytes.length - from);
    } catch (GeneralSecurityException e) {
      throw unreadable(e);
    }
  }

  private byte[] keyBytes() {
    byte[] bytes =
        Base64.getDecoder()
            .decode(
                key.orElseThrow(() ->
                        new IllegalStateException(
                            SETTING + " is missing; it must be the base64 of 32 bytes"))
                    .value()
                    .strip());
    if (bytes.length != KEY_BYTES) {
      throw new IllegalStateException(
          SETTING + " has " + bytes.length + " bytes; it must be the base64 of 32 bytes");
    }
    return bytes;
  }
}
