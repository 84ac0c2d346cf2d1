package dev.tocsin.platform.file;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * Where configuration files are kept, when it is a bucket of S3.
 *
 * @param prefix of all names in it: empty, or ending in a slash
 * @param checkEvery at most this often it is asked whether a file has changed
 */
@Requires(property = "tocsin.config.bucket")
@ConfigurationProperties("tocsin.config")
record BucketSettings(
    String bucket,
    @Bindable(defaultValue = "") String prefix,
    @Bindable(defaultValue = "30s") Duration checkEvery) {
  BucketSettings {
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      throw new IllegalArgumentException(
          "tocsin.config.prefix is \"%s\"; it must be empty or end in a slash".formatted(prefix));
    }
    if (checkEvery.isNegative()) {
      throw new IllegalArgumentException(
          "tocsin.config.check-every is %s; it must be zero or more".formatted(checkEvery));
    }
  }

  /** What messages call an object. */
  String name(String key) {
    return "s3://" + bucket + "/" + key;
  }
}
