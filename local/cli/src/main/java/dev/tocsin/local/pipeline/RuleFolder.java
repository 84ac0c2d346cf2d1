package dev.tocsin.local.pipeline;

import dev.tocsin.core.file.YamlName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The files of YAML in a folder and all folders below it. Links are followed. Folders whose name
 * begins with a point are left out: Kubernetes keeps there what the links of a ConfigMap lead to,
 * Git its own files.
 *
 * @param files in the order of their paths
 * @param failures what could not be looked at, and why
 */
record RuleFolder(List<Path> files, Map<Path, IOException> failures) {
  static RuleFolder list(Path folder) {
    Visitor visitor = new Visitor(folder);
    try {
      Path unused =
          Files.walkFileTree(
              folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RuleFolder(List.copyOf(visitor.files), visitor.failures);
  }

  /** Goes on whatever cannot be looked at. */
  private static final class Visitor extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final SortedSet<Path> files = new TreeSet<>();
    private final Map<Path, IOException> failures = new TreeMap<>();

    Visitor(Path folder) {
      this.folder = folder;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      boolean isHidden = !directory.equals(folder) && name(directory).startsWith(".");
      return isHidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (YamlName.isOne(name(file))) {
        files.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException failure) {
      if (!name(path).startsWith(".")) {
        failures.put(path, failure);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) {
      if (failure != null) {
        failures.put(directory, failure);
      }
      return FileVisitResult.CONTINUE;
    }

    private static String name(Path path) {
      Path name = path.getFileName();
      return name == null ? "" : name.toString();
    }
  }
}
