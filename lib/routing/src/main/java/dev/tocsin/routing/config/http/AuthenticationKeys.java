package dev.tocsin.routing.config.http;

import dev.tocsin.routing.config.Credential;
import dev.tocsin.routing.config.HttpAuthentication;
import dev.tocsin.routing.config.ProxySettings;
import dev.tocsin.routing.config.TlsSettings;
import dev.tocsin.routing.config.key.Keys;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how requests are authenticated: by at most one of four ways. */
final class AuthenticationKeys {
  private static final String BEARER = "Bearer";

  private AuthenticationKeys() {}

  static HttpAuthentication read(Keys keys) {
    Optional<HttpAuthentication> basic = keys.mapping("basic_auth", AuthenticationKeys::basic);
    Optional<HttpAuthentication> authorization =
        keys.mapping("authorization", AuthenticationKeys::authorization);
    Optional<HttpAuthentication> oauth2 = keys.mapping("oauth2", AuthenticationKeys::oauth2);
    Optional<Credential> token = keys.credential("bearer_token");
    keys.atMostOne("basic_auth", "authorization", "oauth2", tokenKey(keys));
    return basic
        .or(() -> authorization)
        .or(() -> oauth2)
        .or(() -> token.map(it -> new HttpAuthentication.Authorization(BEARER, Optional.of(it))))
        .orElseGet(HttpAuthentication.None::new);
  }

  private static String tokenKey(Keys keys) {
    return keys.has("bearer_token_file") ? "bearer_token_file" : "bearer_token";
  }

  private static Optional<HttpAuthentication> basic(Keys keys) {
    Optional<Credential> username = keys.shownCredential("username");
    Optional<Credential> password = keys.credential("password");
    return keys.build(() -> new HttpAuthentication.Basic(username, password));
  }

  private static Optional<HttpAuthentication> authorization(Keys keys) {
    String type = keys.text("type").map(String::strip).filter(t -> !t.isEmpty()).orElse(BEARER);
    Optional<Credential> credentials = keys.credential("credentials");
    if (type.equalsIgnoreCase("basic")) {
      keys.problem("type", "type must not be \"" + type + "\": use \"basic_auth\" instead");
    }
    return keys.build(() -> new HttpAuthentication.Authorization(type, credentials));
  }

  private static Optional<HttpAuthentication> oauth2(Keys keys) {
    Optional<String> clientId = keys.requiredText("client_id");
    Optional<Credential> clientSecret = keys.credential("client_secret");
    List<String> scopes = keys.textList("scopes");
    Optional<String> tokenUrl = keys.requiredText("token_url");
    Map<String, String> endpointParams = keys.textMap("endpoint_params");
    TlsSettings tls = TlsKeys.read(keys, "tls_config");
    ProxySettings proxy = ProxyKeys.read(keys);
    return keys.build(() ->
        new HttpAuthentication.OAuth2(
            clientId.orElseThrow(),
            clientSecret,
            scopes,
            tokenUrl.orElseThrow(),
            endpointParams,
            tls,
            proxy));
  }
}
