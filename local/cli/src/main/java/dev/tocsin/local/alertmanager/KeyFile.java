package dev.tocsin.local.alertmanager;

import dev.tocsin.core.failure.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The key by which what is stored is encrypted, kept beside the data for its owner only. */
final class KeyFile {
  private static final String NAME = "seal.key";
  private static final int BYTES = 32;

  private KeyFile() {}

  /** The base64 of the key in a folder that no other process uses; it is drawn when absent. */
  static String read(Path folder) {
    Path file = folder.resolve(NAME);
    try {
      if (!Files.exists(file)) {
        Path made =
            Files.createTempFile(
                folder,
                NAME,
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(made, draw());
        Files.move(made, file);
      }
      return Files.readString(file, StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      throw new UserError("%s cannot be kept: %s.".formatted(file, e), e);
    }
  }

  private static String draw() {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }
}
