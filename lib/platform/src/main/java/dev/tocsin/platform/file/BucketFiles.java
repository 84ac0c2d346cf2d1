package dev.tocsin.platform.file;

import dev.tocsin.core.file.TextFile;
import dev.tocsin.core.file.TextFiles;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Configuration files in the bucket that {@code tocsin.config.bucket} names. */
@Singleton
@Requires(beans = BucketSettings.class)
public final class BucketFiles {
  private final Bucket bucket;
  private final BucketSettings settings;
  private final InstantSource clock;

  BucketFiles(Bucket bucket, BucketSettings settings, InstantSource clock) {
    this.bucket = bucket;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * A file, asked for again now and then; in between it is what it was.
   *
   * @param absent what it holds when there is none
   */
  public TextFile file(String name, String absent) {
    String key = settings.prefix() + name;
    return new BucketFile(settings.name(key), key, absent, bucket, new Checks(settings, clock));
  }

  /**
   * All files of YAML below a name, listed again now and then. That there is none is an error,
   * which a file that says so on purpose is not.
   *
   * @param name ends in a slash
   */
  public TextFiles directory(String name) {
    String prefix = settings.prefix() + name;
    return new BucketDirectory(prefix, settings, bucket, new Checks(settings, clock));
  }
}
