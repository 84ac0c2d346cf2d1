package dev.tocsin.local.embedded;

import java.nio.file.Path;

/**
 * A key pair as AWS has them, with which requests are signed.
 *
 * @param id names the key in a request
 * @param secret signs, and is never sent
 */
public record AccessKey(String id, String secret) {
  /** The name of the file in a data folder. */
  public static final String FILE = "sqs.credentials";

  /** A new one. */
  static AccessKey draw() {
    return new AccessKey(RandomSecret.draw(), RandomSecret.draw());
  }

  /**
   * Writes the key for programs of this user, as the AWS CLI and SDKs read it: {@code
   * AWS_SHARED_CREDENTIALS_FILE=DATA/sqs.credentials aws --endpoint-url … sqs list-queues}.
   */
  void writeIn(Path folder) {
    OwnerOnly.write(
        folder.resolve(FILE),
        "[default]\naws_access_key_id = %s\naws_secret_access_key = %s\n".formatted(id, secret));
  }

  @Override
  public String toString() {
    return "AccessKey[" + id + "]";
  }
}
