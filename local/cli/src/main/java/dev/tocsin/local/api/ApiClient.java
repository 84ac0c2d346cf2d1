package dev.tocsin.local.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.core.failure.UserError;
import dev.tocsin.core.text.VisibleText;
import dev.tocsin.local.http.TrustedCertificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Asks the API of a running Tocsin, as a token or a login of the environment, or as nobody. */
public final class ApiClient {
  /** What the help of a command that asks says. */
  public static final String FOOTER =
      "Where credentials are asked for: TOCSIN_TOKEN, or TOCSIN_LOGIN=NAME:PASSWORD, in the environment;"
          + " TOCSIN_CA=FILE names the certificates (PEM) that are trusted instead of Java's.";

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final String root;
  private final Optional<String> authorization;
  private final Optional<SSLContext> trust;

  /**
   * @param http where HTTP is served
   * @throws UserError when the file that TOCSIN_CA names has no certificates
   */
  public ApiClient(URI http, Map<String, String> environment) {
    this.root = http.toString().replaceAll("/+$", "");
    this.trust =
        Optional.ofNullable(environment.get("TOCSIN_CA"))
            .map(file -> TrustedCertificates.in(Path.of(file)));
    this.authorization =
        Optional.ofNullable(environment.get("TOCSIN_TOKEN"))
            .map(token -> "Bearer " + token.strip())
            .or(() ->
                Optional.ofNullable(environment.get("TOCSIN_LOGIN"))
                    .map(login ->
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8))));
  }

  /** A request to a path, still without a method. */
  public HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path)).timeout(TIMEOUT);
    authorization.ifPresent(value -> request.header("Authorization", value));
    return request;
  }

  /**
   * Sends a request, and prints the answer's body: the same JSON, without anything that a terminal
   * would obey.
   *
   * @return the exit status of a command that does no more
   * @throws UserError when nobody answers
   */
  public int print(HttpRequest.Builder request) throws InterruptedException {
    HttpResponse<String> response = send(request);
    System.out.println(VisibleText.lines(response.body()));
    return response.statusCode() == 200 ? 0 : 1;
  }

  /**
   * Sends a request.
   *
   * @throws UserError when nobody answers
   */
  public HttpResponse<String> send(HttpRequest.Builder request) throws InterruptedException {
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(TIMEOUT);
    trust.ifPresent(builder::sslContext);
    try (HttpClient client = builder.build()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UserError("%s does not answer: %s".formatted(root, e), e);
    }
  }
}
