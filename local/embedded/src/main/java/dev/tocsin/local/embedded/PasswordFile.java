package dev.tocsin.local.embedded;

import dev.tocsin.core.failure.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The password of the database's owner, in a file that PostgreSQL's own clients read: {@code
 * PGPASSFILE=DATA/postgres.pgpass psql -h 127.0.0.1 …}. The file stands as long as the cluster has
 * the password.
 *
 * @see <a href="https://www.postgresql.org/docs/17/libpq-pgpass.html">The Password File</a>
 */
public final class PasswordFile {
  /** Its name in a data folder. */
  public static final String NAME = "postgres.pgpass";

  /** Of any port: each start may take another one. */
  private static final String LINE =
      LoopbackPort.HOST + ":*:" + LocalPostgres.DATABASE + ":" + LocalPostgres.DATABASE + ":";

  private static final Pattern FILE = Pattern.compile(Pattern.quote(LINE) + "([A-Za-z0-9]+)\n");

  private PasswordFile() {}

  /** The password in the file of {@code folder}; empty when there is no such file. */
  public static Optional<String> read(Path folder) {
    Path file = folder.resolve(NAME);
    try {
      Matcher line = FILE.matcher(Files.readString(file, StandardCharsets.US_ASCII));
      if (!line.matches()) {
        throw new UserError(
            "%s is not as tocsin wrote it: remove it, and the next start writes another password."
                .formatted(file));
      }
      return Optional.of(line.group(1));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UserError("Cannot read %s: %s.".formatted(file, e), e);
    }
  }

  static void write(Path folder, String password) {
    OwnerOnly.write(folder.resolve(NAME), LINE + password + "\n");
  }

  static void remove(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(NAME));
  }
}
