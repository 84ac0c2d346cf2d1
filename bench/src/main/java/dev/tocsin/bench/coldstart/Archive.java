package dev.tocsin.bench.coldstart;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A function's archive, unpacked as Lambda does.
 *
 * @param directory where it was unpacked
 * @param bytes how large it is packed
 */
record Archive(Path directory, long bytes) {
  /** Unpacks {@code zip} into a directory that does not exist yet. */
  static Archive unpack(Path zip, Path directory) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      Enumeration<? extends ZipEntry> entries = file.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        Path target = directory.resolve(entry.getName()).normalize();
        if (!target.startsWith(directory)) {
          throw new IOException(zip + " has an entry outside itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          try (InputStream content = file.getInputStream(entry)) {
            Files.copy(content, target);
          }
        }
      }
    }
    return new Archive(directory, Files.size(zip));
  }

  /** The directory itself, its jars in the order of their names, and then the runtime's own. */
  String classPath(List<Path> runtime) throws IOException {
    try (Stream<Path> jars = Files.list(directory.resolve("lib"))) {
      return Stream.of(
              Stream.of(directory),
              jars.filter(jar -> jar.toString().endsWith(".jar")).sorted(),
              runtime.stream())
          .flatMap(paths -> paths)
          .map(Path::toString)
          .collect(Collectors.joining(File.pathSeparator));
    }
  }
}
