package dev.tocsin.platform.file;

import dev.tocsin.platform.file.BucketCalls.Found;
import dev.tocsin.platform.file.ObjectList.Listed;
import io.micronaut.context.annotation.Requires;
import io.micronaut.retry.annotation.CircuitBreaker;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bucket; after a call that failed, calls fail at once for ten seconds. */
@Singleton
@Requires(beans = BucketSettings.class)
class Bucket {
  private final BucketCalls calls;

  Bucket(BucketCalls calls) {
    this.calls = calls;
  }

  @CircuitBreaker(attempts = "0", reset = "10s", excludes = FileTooLarge.class)
  Found get(String key, @Nullable String tag) {
    return calls.get(key, tag);
  }

  @CircuitBreaker(attempts = "0", reset = "10s")
  Optional<List<Listed>> list(String prefix) {
    return calls.list(prefix);
  }
}
