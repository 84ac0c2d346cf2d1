package dev.tocsin.remediation.work;

import dev.tocsin.remediation.RemediationSettings;
import io.micronaut.retry.annotation.Retryable;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import javax.net.ssl.SSLHandshakeException;

/** The HTTP client of actions. It follows no redirect, and sends again only what never arrived. */
@Singleton
public class HttpSending {
  private final HttpClient client;

  HttpSending(RemediationSettings settings) {
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(settings.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
  }

  /** The request certainly did not arrive. */
  static final class NotReached extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotReached(String message, IOException cause) {
      super(message, cause);
    }
  }

  /** The request may have arrived. */
  static final class NoAnswer extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoAnswer(String message, IOException cause) {
      super(message, cause);
    }
  }

  /** The status of the answer, whose body is not read. */
  @Retryable(includes = NotReached.class, attempts = "2", delay = "200ms", jitter = "0.2")
  public int send(HttpRequest request) throws InterruptedException {
    try {
      HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
      answer.body().close();
      return answer.statusCode();
    } catch (ConnectException | HttpConnectTimeoutException | SSLHandshakeException failed) {
      throw new NotReached("no connection: " + reason(failed), failed);
    } catch (HttpTimeoutException late) {
      throw new NoAnswer("no answer in time", late);
    } catch (IOException broken) {
      throw new NoAnswer("the connection broke: " + reason(broken), broken);
    }
  }

  private static String reason(IOException failed) {
    String message = failed.getMessage();
    return message == null ? failed.getClass().getSimpleName() : message;
  }

  @PreDestroy
  void close() {
    client.shutdownNow();
  }
}
