package dev.tocsin.local.localstack;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The bucket of rules and configuration, from outside. */
public final class ConfigBucket implements AutoCloseable {
  static final Region REGION = Region.US_EAST_1;

  /** LocalStack takes any. */
  static final AwsCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

  private final S3Client client;
  private final String bucket;

  public ConfigBucket(URI endpoint, String bucket) {
    this.bucket = bucket;
    this.client =
        S3Client.builder()
            .endpointOverride(endpoint)
            .region(REGION)
            .credentialsProvider(CREDENTIALS)
            .forcePathStyle(true)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
  }

  /** Puts files, by key. */
  public void put(Map<String, String> files) {
    files.forEach((key, text) ->
        client.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString(text)));
  }

  /** Everything in it, by key. */
  public Map<String, String> all() {
    Map<String, String> files = new HashMap<>();
    for (S3Object object : client.listObjectsV2(list -> list.bucket(bucket)).contents()) {
      read(object.key()).ifPresent(text -> files.put(object.key(), text));
    }
    return files;
  }

  /** Makes it hold these files and no others. */
  public void replaceAll(Map<String, String> files) {
    put(files);
    for (S3Object object : client.listObjectsV2(list -> list.bucket(bucket)).contents()) {
      if (!files.containsKey(object.key())) {
        client.deleteObject(delete -> delete.bucket(bucket).key(object.key()));
      }
    }
  }

  private Optional<String> read(String key) {
    try {
      return Optional.of(
          client.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asUtf8String());
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
