package dev.tocsin.platform.file;

import dev.tocsin.platform.aws.Answer;
import dev.tocsin.platform.aws.AwsServices;
import dev.tocsin.platform.file.ObjectList.Listed;
import io.micronaut.context.annotation.Requires;
import io.micronaut.retry.annotation.Retryable;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Single requests to the bucket, each tried up to three times. */
@Singleton
@Requires(beans = BucketSettings.class)
class BucketCalls {
  private static final int NOT_MODIFIED = 304;
  private static final int NOT_FOUND = 404;

  private final AwsServices aws;
  private final BucketSettings settings;

  BucketCalls(AwsServices aws, BucketSettings settings) {
    this.aws = aws;
    this.settings = settings;
  }

  /** What an object is found to be. */
  sealed interface Found {
    /** As it was. */
    record Unchanged() implements Found {}

    /** There is none. */
    record Absent() implements Found {}

    /** What it holds, and the tag by which a change of it is seen. */
    @SuppressWarnings("ArrayRecordComponent")
    record Held(String tag, byte[] bytes) implements Found {}
  }

  /**
   * An object, unless it still has this tag.
   *
   * @throws FileTooLarge when it is no file of ours
   */
  @Retryable(attempts = "2", delay = "100ms", maxDelay = "500ms", excludes = FileTooLarge.class)
  Found get(String key, @Nullable String tag) {
    Map<String, String> headers = tag == null ? Map.of() : Map.of("If-None-Match", tag);
    Answer answer = aws.s3().get("/" + settings.bucket() + "/" + key, Map.of(), headers);
    if (answer.status() == NOT_MODIFIED) {
      return new Found.Unchanged();
    }
    // That there is no such bucket has the same status.
    if (answer.status() == NOT_FOUND && answer.text().contains("<Code>NoSuchKey</Code>")) {
      return new Found.Absent();
    }
    answer.orThrow(settings.name(key));
    if (answer.isCut()) {
      throw new FileTooLarge(answer.header("Content-Length").orElse("more"), Answer.MOST_BYTES);
    }
    return new Found.Held(answer.header("ETag").orElse(""), answer.body());
  }

  /** The files of YAML whose names begin so, by name; empty when there are too many to be ours. */
  @Retryable(attempts = "2", delay = "100ms", maxDelay = "500ms")
  Optional<List<Listed>> list(String prefix) {
    Answer answer =
        aws.s3()
            .get("/" + settings.bucket(), Map.of("list-type", "2", "prefix", prefix), Map.of())
            .orThrow(settings.name(prefix));
    return ObjectList.read(answer.body()).map(ObjectList::yaml);
  }
}
