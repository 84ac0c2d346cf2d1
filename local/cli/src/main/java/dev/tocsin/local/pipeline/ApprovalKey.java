package dev.tocsin.local.pipeline;

import dev.tocsin.core.failure.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The key that approval links are signed with: kept beside the state, so that a link outlives a
 * restart; made anew where no state is kept.
 */
final class ApprovalKey {
  private static final int BYTES = 32;

  private ApprovalKey() {}

  /** Base64 of the key. */
  static String in(Optional<Path> data) {
    return data.map(ApprovalKey::kept).orElseGet(ApprovalKey::fresh);
  }

  private static String kept(Path data) {
    Path file = data.resolve("approval.key");
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(data);
        Path made =
            Files.createTempFile(
                data,
                "approval",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(made, fresh());
        Files.move(made, file);
      }
      return Files.readString(file, StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      throw new UserError("Cannot keep the approval key in %s: %s".formatted(file, e), e);
    }
  }

  private static String fresh() {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }
}
