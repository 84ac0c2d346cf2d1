package dev.tocsin.local.key;

import dev.tocsin.core.failure.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** A key kept beside the state, for its owner only, so that it outlives a restart. */
public final class KeyFile {
  private static final int BYTES = 32;

  private KeyFile() {}

  /** The base64 of the key in a folder that no other process uses; it is drawn when absent. */
  public static String read(Path folder, String name) {
    Path file = folder.resolve(name);
    try {
      if (!Files.exists(file)) {
        Path unused = Files.createDirectories(folder);
        Path made =
            Files.createTempFile(
                folder,
                name,
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

  /** The base64 of 32 random bytes. */
  public static String draw() {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }
}
