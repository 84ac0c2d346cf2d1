package dev.tocsin.platform.file;

import dev.tocsin.core.file.InvalidFiles;
import dev.tocsin.core.file.TextFile;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.platform.file.BucketCalls.Found;
import org.jspecify.annotations.Nullable;

/** An object, kept between checks. */
final class BucketFile implements TextFile {
  private final String name;
  private final String key;
  private final String absent;
  private final Bucket bucket;
  private final Checks checks;

  private @Nullable String tag;
  private @Nullable String text;

  BucketFile(String name, String key, String absent, Bucket bucket, Checks checks) {
    this.name = name;
    this.key = key;
    this.absent = absent;
    this.bucket = bucket;
    this.checks = checks;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized String text() {
    boolean due = checks.due();
    String known = text;
    if (known == null || due) {
      return checks.note(() -> look(known));
    }
    checks.throwIfFailed();
    return known;
  }

  private String look(@Nullable String known) {
    String now =
        switch (bucket.get(key, tag)) {
          case Found.Held found -> {
            String held = held(found);
            tag = found.tag();
            yield held;
          }
          case Found.Absent none -> {
            tag = null;
            yield absent;
          }
          case Found.Unchanged same -> known == null ? absent : known;
        };
    text = now;
    return now;
  }

  private String held(Found.Held found) {
    Problems problems = new Problems();
    return SourceFile.of(name, found.bytes(), problems)
        .orElseThrow(() -> new InvalidFiles(problems))
        .text();
  }
}
