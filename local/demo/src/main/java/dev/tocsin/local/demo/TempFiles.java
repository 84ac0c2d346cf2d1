package dev.tocsin.local.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Temporary files in one folder up to a quota. Removes only files that it wrote itself. Safe for
 * use by many threads.
 */
final class TempFiles {

  private final Path folder;
  private final long quota;
  private final Map<Path, Long> written = new LinkedHashMap<>();
  private long used;

  /** At most {@code quota} bytes in {@code folder}, which is made when it is not there. */
  TempFiles(Path folder, long quota) {
    this.folder = folder;
    this.quota = quota;
  }

  /** Writes one file of that many bytes; false when the quota has no room for it. */
  synchronized boolean write(int bytes) {
    if (used + bytes > quota) {
      return false;
    }
    try {
      Files.createDirectories(folder);
      Path file = Files.createTempFile(folder, "work-", ".tmp");
      written.put(file, (long) bytes);
      used += bytes;
      Files.write(file, new byte[bytes]);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("a temporary file in " + folder, e);
    }
  }

  synchronized long usedBytes() {
    return used;
  }

  /** Deletes every file written so far. One that cannot be deleted stays counted. */
  synchronized Cleared clear() {
    int files = 0;
    long freed = 0;
    for (Map.Entry<Path, Long> file : Map.copyOf(written).entrySet()) {
      if (deleted(file.getKey())) {
        written.remove(file.getKey());
        files++;
        freed += file.getValue();
      }
    }
    used -= freed;
    return new Cleared(files, freed);
  }

  private static boolean deleted(Path file) {
    try {
      Files.deleteIfExists(file);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** How many files went, and their bytes. */
  record Cleared(int files, long bytes) {}
}
