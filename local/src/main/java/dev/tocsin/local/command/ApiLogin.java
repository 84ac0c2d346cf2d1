package dev.tocsin.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpRequest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Who a command is to the API that it asks: a token or a login of the environment, or nobody. */
public record ApiLogin(Optional<String> authorization) {
  /** What the help of such a command says. */
  public static final String FOOTER =
      "Where it asks for credentials: TOCSIN_TOKEN, or TOCSIN_LOGIN=NAME:PASSWORD, in the environment.";

  public static ApiLogin from(Map<String, String> environment) {
    return new ApiLogin(
        Optional.ofNullable(environment.get("TOCSIN_TOKEN"))
            .map(token -> "Bearer " + token.strip())
            .or(() ->
                Optional.ofNullable(environment.get("TOCSIN_LOGIN"))
                    .map(login ->
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)))));
  }

  /** Says so in a request. */
  public HttpRequest.Builder on(HttpRequest.Builder request) {
    authorization.ifPresent(value -> request.header("Authorization", value));
    return request;
  }

  @Override
  public String toString() {
    return "ApiLogin[<secret>]";
  }
}
