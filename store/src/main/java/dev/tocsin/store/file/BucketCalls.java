package dev.tocsin.store.file;

import dev.tocsin.store.aws.AwsClients;
import io.micronaut.context.annotation.Requires;
import io.micronaut.retry.annotation.Retryable;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Single requests to the bucket, each tried up to three times. */
@Singleton
@Requires(beans = BucketSettings.class)
class BucketCalls {
  /** No file of ours is anywhere near this. */
  private static final int MOST_BYTES = 16 << 20;

  private static final int NOT_MODIFIED = 304;

  private final AwsClients clients;
  private final BucketSettings settings;

  BucketCalls(AwsClients clients, BucketSettings settings) {
    this.clients = clients;
    this.settings = settings;
  }

  /** What an object is found to be. */
  sealed interface Found {
    /** As it was. */
    record Unchanged() implements Found {}

    /** There is none. */
    record Absent() implements Found {}

    /** What it holds, and the tag by which a change of it is seen. */
    record Held(String tag, ByteBuffer bytes) implements Found {}
  }

  /**
   * An object, unless it still has this tag.
   *
   * @throws FileTooLarge when it is no file of ours
   */
  @Retryable(attempts = "2", delay = "100ms", maxDelay = "500ms", excludes = FileTooLarge.class)
  Found get(String key, @Nullable String tag) {
    try (ResponseInputStream<GetObjectResponse> object =
        clients.s3().getObject(get -> get.bucket(settings.bucket()).key(key).ifNoneMatch(tag))) {
      byte[] bytes = object.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        object.abort();
        throw new FileTooLarge(object.response().contentLength(), MOST_BYTES);
      }
      return new Found.Held(object.response().eTag(), ByteBuffer.wrap(bytes));
    } catch (NoSuchKeyException absent) {
      return new Found.Absent();
    } catch (S3Exception other) {
      if (other.statusCode() == NOT_MODIFIED) {
        return new Found.Unchanged();
      }
      throw other;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An object's name and tag. */
  record Listed(String key, String tag) {}

  /** The files of YAML whose names begin so, by name; empty when there are too many to be ours. */
  @Retryable(attempts = "2", delay = "100ms", maxDelay = "500ms")
  Optional<List<Listed>> list(String prefix) {
    ListObjectsV2Response page =
        clients.s3().listObjectsV2(list -> list.bucket(settings.bucket()).prefix(prefix));
    return Boolean.TRUE.equals(page.isTruncated())
        ? Optional.empty()
        : Optional.of(
            page.contents().stream()
                .filter(object -> isYaml(object.key()))
                .map((S3Object object) -> new Listed(object.key(), object.eTag()))
                .sorted(Comparator.comparing(Listed::key))
                .toList());
  }

  private static boolean isYaml(String key) {
    return key.endsWith(".yaml") || key.endsWith(".yml");
  }
}
