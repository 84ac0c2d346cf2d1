package dev.tocsin.platform.file;

import dev.tocsin.core.file.InvalidFiles;
import dev.tocsin.core.file.TextFiles;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.platform.file.BucketCalls.Found;
import dev.tocsin.platform.file.ObjectList.Listed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All objects below a prefix, kept between checks: a check lists them and fetches those that have
 * changed.
 */
final class BucketDirectory implements TextFiles {
  /** No directory of ours is anywhere near this. */
  private static final long MOST_CHARACTERS = 16L << 20;

  private final String prefix;
  private final BucketSettings settings;
  private final Bucket bucket;
  private final Checks checks;

  private Map<String, Kept> kept = Map.of();
  private @Nullable List<SourceFile> files;

  BucketDirectory(String prefix, BucketSettings settings, Bucket bucket, Checks checks) {
    this.prefix = prefix;
    this.settings = settings;
    this.bucket = bucket;
    this.checks = checks;
  }

  private record Kept(String tag, SourceFile file) {}

  @Override
  public synchronized void expire() {
    checks.expire();
  }

  @Override
  public String name() {
    return settings.name(prefix);
  }

  @Override
  public synchronized List<SourceFile> now() {
    boolean due = checks.due();
    List<SourceFile> known = files;
    if (known == null || due) {
      return checks.note(this::look);
    }
    checks.throwIfFailed();
    return known;
  }

  private List<SourceFile> look() {
    Map<String, Kept> found = new HashMap<>();
    List<SourceFile> now = new ArrayList<>();
    Problems problems = new Problems();
    for (Listed object : listed()) {
      fetched(object, problems)
          .ifPresent(file -> {
            found.put(object.key(), file);
            now.add(file.file());
          });
    }
    if (!problems.isEmpty()) {
      throw new InvalidFiles(problems);
    }
    checkSize(now);
    kept = found;
    files = List.copyOf(now);
    return now;
  }

  private List<Listed> listed() {
    List<Listed> listed =
        bucket
            .list(prefix)
            .orElseThrow(() -> new IllegalStateException("there are more than 1000 objects"));
    if (listed.isEmpty()) {
      throw new IllegalStateException("there is no file ending in .yaml or .yml");
    }
    return listed;
  }

  /** An object; empty when it is no text, which is a problem. */
  private Optional<Kept> fetched(Listed object, Problems problems) {
    Kept before = kept.get(object.key());
    if (before != null && before.tag().equals(object.tag())) {
      return Optional.of(before);
    }
    return switch (bucket.get(object.key(), null)) {
      case Found.Held(String tag, byte[] bytes) ->
          SourceFile.of(settings.name(object.key()), bytes, problems)
              .map(file -> new Kept(tag, file));
      case Found.Absent none -> throw gone(object);
      case Found.Unchanged same -> throw gone(object);
    };
  }

  private static IllegalStateException gone(Listed object) {
    return new IllegalStateException(object.key() + " went away while it was read");
  }

  private static void checkSize(List<SourceFile> files) {
    long characters = files.stream().mapToLong(file -> file.text().length()).sum();
    if (characters > MOST_CHARACTERS) {
      throw new IllegalStateException(
          "the files have %d characters; they may have %d at most"
              .formatted(characters, MOST_CHARACTERS));
    }
  }
}
