package dev.tocsin.platform.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
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
  private static final int FIRST_ERROR = 400;
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
    Map<String, List<String>> headers =
        credentials
            .get()
            .map(identity -> sign(request, () -> new ByteArrayInputStream(body), identity))
            .map(signed -> signed.request().headers())
            .orElseGet(request::headers);
    try {
      HttpURLConnection connection = connection(request);
      headers.forEach(
          (name, values) -> values.forEach(value -> connection.addRequestProperty(name, value)));
      if (body.length > 0) {
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = connection.getOutputStream()) {
          out.write(body);
        }
      }
      return read(connection);
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

  private static HttpURLConnection connection(SdkHttpRequest request) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) request.getUri().toURL().openConnection();
    connection.setRequestMethod(request.method().name());
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout(Math.toIntExact(CONNECTING.toMillis()));
    connection.setReadTimeout(Math.toIntExact(READING.toMillis()));
    return connection;
  }

  private static Answer read(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    try (InputStream stream =
        status < FIRST_ERROR ? connection.getInputStream() : errorOf(connection)) {
      byte[] body = stream.readNBytes(Answer.MOST_BYTES + 1);
      if (body.length > Answer.MOST_BYTES) {
        // Otherwise the stream would be read to its end when it is closed.
        connection.disconnect();
      }
      return new Answer(status, headersOf(connection), body);
    }
  }

  private static InputStream errorOf(HttpURLConnection connection) {
    return Objects.requireNonNullElseGet(connection.getErrorStream(), InputStream::nullInputStream);
  }

  private static Map<String, List<String>> headersOf(HttpURLConnection connection) {
    Map<String, List<String>> headers = new HashMap<>(connection.getHeaderFields());
    headers.remove(null); // the status line
    return headers;
  }
}
