package dev.tocsin.notifier.send.http;

import dev.tocsin.routing.config.Credential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Secrets, read where they are when they are used: a file may have changed. */
public final class Credentials {
  private final Path folder;

  /**
   * @param folder where relative paths begin
   */
  public Credentials(Path folder) {
    this.folder = folder;
  }

  /**
   * The secret, without blanks around what a file holds.
   *
   * @throws Unanswered when the file cannot be read
   */
  public String read(Credential credential) {
    return switch (credential) {
      case Credential.Inline inline -> inline.secret().value();
      case Credential.InFile file -> read(file.path());
    };
  }

  String read(String path) {
    try {
      return Files.readString(folder.resolve(path)).strip();
    } catch (IOException e) {
      throw new Unanswered(
          "the file %s cannot be read: %s".formatted(path, e.getClass().getSimpleName()));
    }
  }
}
