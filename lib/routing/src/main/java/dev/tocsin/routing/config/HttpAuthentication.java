package dev.tocsin.routing.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a request says who sends it. */
public sealed interface HttpAuthentication {
  /** It does not. */
  record None() implements HttpAuthentication {}

  /** By name and password. */
  record Basic(Optional<Credential> username, Optional<Credential> password)
      implements HttpAuthentication {}

  /**
   * By the {@code Authorization} header.
   *
   * @param type the header's first word: {@code Bearer}
   */
  record Authorization(String type, Optional<Credential> credentials)
      implements HttpAuthentication {}

  /** By a token that is fetched with the client's credentials. */
  record OAuth2(
      String clientId,
      Optional<Credential> clientSecret,
      List<String> scopes,
      String tokenUrl,
      Map<String, String> endpointParams,
      TlsSettings tls,
      ProxySettings proxy)
      implements HttpAuthentication {
    public OAuth2 {
      scopes = List.copyOf(scopes);
      endpointParams = Map.copyOf(endpointParams);
    }
  }
}
