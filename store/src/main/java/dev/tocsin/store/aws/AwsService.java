package dev.tocsin.store.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * A service of AWS, asked by requests that the SDK signs. Without the SDK's clients: the first call
 * of one loads some 1,500 classes, half as much as an empty function takes to start. Repeats
 * nothing by itself.
 */
public final class AwsService {
  private static final Duration CONNECTING = Duration.ofSeconds(1);
  private static final Duration READING = Duration.ofSeconds(3);
  private static final SdkHttpClient HTTP = UrlConnectionHttpClient.create(AwsService::connection);
  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

  private final String name;
  private final String region;
  private final URI endpoint;
  private final Supplier<Optional<AwsCredentialsIdentity>> credentials;

  /**
   * @param name as it stands in a signature: {@code s3}
   * @param endpoint without a path
   * @param credentials asked with each request; empty for a server that takes requests unsigned
   */
  AwsService(
      String name,
      String region,
      URI endpoint,
      Supplier<Optional<AwsCredentialsIdentity>> credentials) {
    this.name = name;
    this.region = region;
    this.endpoint = endpoint;
    this.credentials = credentials;
  }

  /** Asks, whatever the answer is. Throws {@link UncheckedIOException} when there is none. */
  public Answer get(String path, Map<String, String> query, Map<String, String> headers) {
    SdkHttpRequest.Builder request = request(SdkHttpMethod.GET, path, headers);
    query.forEach(request::putRawQueryParameter);
    return send(request.build(), new byte[0]);
  }

  /** Asks, whatever the answer is. Throws {@link UncheckedIOException} when there is none. */
  public Answer post(Map<String, String> headers, byte[] body) {
    return send(
        request(SdkHttpMethod.POST, "/", headers)
            .putHeader("Content-Length", Integer.toString(body.length))
            .build(),
        body);
  }

  private SdkHttpRequest.Builder request(
      SdkHttpMethod method, String path, Map<String, String> headers) {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(method)
            .uri(endpoint)
            .encodedPath(SdkHttpUtils.urlEncodeIgnoreSlashes(path));
    headers.forEach(request::putHeader);
    return request;
  }

  private Answer send(SdkHttpRequest request, byte[] body) {
    ContentStreamProvider content = () -> new ByteArrayInputStream(body);
    HttpExecuteRequest.Builder call =
        credentials
            .get()
            .map(identity -> sign(request, content, identity))
            .map(signed -> HttpExecuteRequest.builder().request(signed.request()))
            .orElseGet(() -> HttpExecuteRequest.builder().request(request));
    if (body.length > 0) {
      call.contentStreamProvider(content);
    }
    try {
      return read(HTTP.prepareRequest(call.build()).call());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s does not answer: %s".formatted(request.getUri(), e.getMessage()), e);
    }
  }

  /** The path stands in the signature as it stands in the request, as S3 wants it. */
  SignedRequest sign(
      SdkHttpRequest request, ContentStreamProvider content, AwsCredentialsIdentity identity) {
    return SIGNER.sign(sign ->
        sign.identity(identity)
            .request(request)
            .payload(content)
            .putProperty(AwsV4HttpSigner.REGION_NAME, region)
            .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, name)
            .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
            .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false));
  }

  private static Answer read(HttpExecuteResponse response) throws IOException {
    byte[] body = new byte[0];
    try (AbortableInputStream stream =
        response
            .responseBody()
            .orElseGet(() -> AbortableInputStream.create(InputStream.nullInputStream()))) {
      body = stream.readNBytes(Answer.MOST_BYTES + 1);
      if (body.length > Answer.MOST_BYTES) {
        stream.abort();
      }
    }
    return new Answer(
        response.httpResponse().statusCode(), response.httpResponse().headers(), body);
  }

  private static HttpURLConnection connection(URI uri) {
    try {
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout(Math.toIntExact(CONNECTING.toMillis()));
      connection.setReadTimeout(Math.toIntExact(READING.toMillis()));
      return connection;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
