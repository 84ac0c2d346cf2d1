package dev.tocsin.local.http;

import dev.tocsin.core.failure.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The files from which a server takes its certificate. Both may be the same file.
 *
 * @param certificate in PEM: the server's own first, then each that signed the one before
 * @param key in PEM: the private key of the first certificate, PKCS#8 without a password
 */
public record TlsFiles(Path certificate, Path key) {
  /** No certificate is anywhere near this; what is larger is refused before it is read. */
  private static final long MOST_BYTES = 1 << 20;

  /**
   * Reads both.
   *
   * @throws UserError when they are no certificate that is valid now with its key
   */
  public TlsIdentity read(Instant now) {
    TlsIdentity identity =
        TlsIdentity.of(
            new PemFile(certificate.toString(), text(certificate)),
            new PemFile(key.toString(), text(key)));
    identity.requireValid(now, certificate.toString());
    return identity;
  }

  /** What changes when one of the files is replaced; empty while one of them is not there. */
  Optional<List<FileTime>> modified() {
    try {
      return Optional.of(List.of(modified(certificate), modified(key)));
    } catch (IOException beingReplaced) {
      return Optional.empty();
    }
  }

  static FileTime modified(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).lastModifiedTime();
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new UserError(
            "%s has %d bytes: a certificate or a key in PEM has at most %d."
                .formatted(file, Files.size(file), MOST_BYTES));
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new UserError("%s cannot be read: it does not exist.".formatted(file), e);
    } catch (AccessDeniedException e) {
      throw new UserError("%s cannot be read: this user has no permission.".formatted(file), e);
    } catch (IOException e) {
      throw new UserError("%s cannot be read: %s.".formatted(file, e), e);
    }
  }
}
