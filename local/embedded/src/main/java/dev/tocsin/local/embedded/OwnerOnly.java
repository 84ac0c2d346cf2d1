package dev.tocsin.local.embedded;

import com.sun.security.auth.module.UnixSystem;
import dev.tocsin.core.failure.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folders and files that only the user of this process may read, write or list, whatever the umask:
 * they hold passwords, keys and the texts of alerts.
 */
final class OwnerOnly {
  private static final Logger LOG = LoggerFactory.getLogger(OwnerOnly.class);
  private static final Set<PosixFilePermission> OF_OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");
  private static final long ROOT = 0;

  /** Of a new folder. */
  static final FileAttribute<Set<PosixFilePermission>> FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /** Of a new file. */
  static final FileAttribute<Set<PosixFilePermission>> FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private OwnerOnly() {}

  /**
   * Returns the real path of {@code given}, a folder that is made when absent. All permissions of
   * other users on it are taken away, and where {@code mark} is in it, which says that the folder
   * is ours as a whole, on all that is in it too; one warning says so.
   *
   * @throws UserError when the folder, a link to it or something in it belongs to another user, who
   *     could have put it there for us to read; what belongs to root is trusted and left alone
   */
  static Path folder(Path given, String mark) {
    return folder(given, mark, new UnixSystem().getUid());
  }

  static Path folder(Path given, String mark, long user) {
    try {
      Path path = given.toAbsolutePath();
      if (Files.isSymbolicLink(path)) {
        refuseLinkOfAnother(path, user);
      }
      if (!Files.exists(path)) {
        return Files.createDirectories(path, FOLDER).toRealPath();
      }
      if (!Files.isDirectory(path)) {
        throw new UserError("%s is no folder: give another one.".formatted(given));
      }
      Path real = path.toRealPath();
      if (uid(real) != user) {
        throw new UserError(
            "%s belongs to another user (uid %d): give a folder of your own, or start tocsin as that user."
                .formatted(given, uid(real)));
      }
      close(real, new Closing(real, user, Files.exists(real.resolve(mark))));
      return real;
    } catch (IOException e) {
      throw new UserError("Cannot keep data in %s: %s.".formatted(given, e), e);
    }
  }

  private static void refuseLinkOfAnother(Path link, long user) throws IOException {
    long owner = uid(link);
    if (owner != user && owner != ROOT) {
      throw new UserError(
          "%s is a link of another user (uid %d), who could point it elsewhere: give the folder itself."
              .formatted(link, owner));
    }
  }

  private static long uid(Path path) throws IOException {
    Object uid = Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    return Integer.toUnsignedLong((Integer) uid);
  }

  private static void close(Path root, Closing closing) throws IOException {
    Set<PosixFilePermission> before = Files.getPosixFilePermissions(root);
    Files.walkFileTree(root, closing);
    // Below a folder that was closed no other user saw anything either: not worth a warning.
    if (before.stream().anyMatch(OF_OTHERS::contains)) {
      LOG.warn(
          "{} was open to other users ({}): it is for its owner only now, {} files and folders were changed",
          root,
          PosixFilePermissions.toString(before),
          closing.changed);
    }
  }

  private static final class Closing extends SimpleFileVisitor<Path> {
    private final Path root;
    private final long user;
    private final boolean isOurs;
    private int changed;

    Closing(Path root, long user, boolean isOurs) {
      this.root = root;
      this.user = user;
      this.isOurs = isOurs;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      return close(folder) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (!attributes.isSymbolicLink()) {
        boolean unused = close(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    /** Says whether the entry is of this user. */
    private boolean close(Path path) throws IOException {
      long owner = uid(path);
      if (owner != user) {
        if (owner == ROOT) {
          return false;
        }
        throw new UserError(
            "%s belongs to another user (uid %d): remove it, or give another data folder."
                .formatted(path, owner));
      }
      if (isOurs || path.equals(root)) {
        takeAway(path);
      }
      return true;
    }

    private void takeAway(Path path) throws IOException {
      Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
      permissions.addAll(Files.getPosixFilePermissions(path));
      if (permissions.removeAll(OF_OTHERS)) {
        Files.setPosixFilePermissions(path, permissions);
        changed++;
      }
    }
  }

  /** Writes a file anew, whole or not at all. */
  static void write(Path file, String text) {
    try {
      Path folder = Optional.ofNullable(file.getParent()).orElseThrow();
      Path made = Files.createTempFile(folder, String.valueOf(file.getFileName()), ".new", FILE);
      Files.writeString(made, text, StandardCharsets.UTF_8);
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** Makes an empty file unless it is there. */
  static void make(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(file, FILE);
    }
  }
}
