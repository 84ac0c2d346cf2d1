package dev.tocsin.local.embedded;

import dev.tocsin.core.failure.UserError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs for this operating system: unpacked once from the class path into the
 * user's cache, under a name that appears only when they are complete.
 */
final class PostgresBinaries {
  /** Names the unpacked tree: to be changed with the version of the binaries in the parent POM. */
  static final String VERSION = "17.11";

  private PostgresBinaries() {}

  /** The directory whose {@code bin} holds the programs. */
  static Path unpacked() throws IOException {
    return unpacked(cache());
  }

  static synchronized Path unpacked(Path cache) throws IOException {
    String platform = platform();
    Path home = cache.resolve("postgres-" + VERSION + "-" + platform);
    if (Files.isDirectory(home)) {
      return home;
    }
    Files.createDirectories(cache);
    try (FileChannel channel =
        FileChannel.open(
            cache.resolve("unpack.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      if (!Files.isDirectory(home)) {
        unpack(platform, cache, home);
      }
    }
    return home;
  }

  private static void unpack(String platform, Path cache, Path home) throws IOException {
    for (Path broken : Directories.startingWith(cache, "unpacking-")) {
      Directories.delete(broken);
    }
    Path partial = Files.createTempDirectory(cache, "unpacking-");
    try (InputStream archive = archive(platform);
        TarArchiveInputStream tar =
            new TarArchiveInputStream(
                new BufferedInputStream(new XZInputStream(archive), 1 << 16))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(entry, tar, partial);
      }
    }
    Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path root)
      throws IOException {
    Path target = root.resolve(entry.getName()).normalize();
    if (!target.startsWith(root)) {
      throw new IOException("archive entry outside of its directory: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(Optional.ofNullable(target.getParent()).orElse(root));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(content, target);
    String permissions = (entry.getMode() & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x";
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(permissions));
  }

  private static InputStream archive(String platform) {
    InputStream archive =
        PostgresBinaries.class.getResourceAsStream("/postgres-" + platform + ".txz");
    if (archive == null) {
      throw new UserError(
          "There is no embedded PostgreSQL for %s: Linux (glibc) and macOS on x86-64 or ARM64 have one."
              .formatted(platform));
    }
    return archive;
  }

  private static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return (os.startsWith("mac") ? "darwin" : os)
        + "-"
        + switch (arch) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> arch;
        };
  }

  private static Path cache() {
    return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
        .filter(home -> home.startsWith("/"))
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
        .resolve("tocsin");
  }
}
