package dev.tocsin.platform.access;

import java.util.List;
import java.util.Optional;

/**
 * What a request says of the page that sends it. Browsers set these headers themselves, scripts
 * cannot; other clients leave them out.
 *
 * @param origins the values of {@code Origin}: the page's scheme, host and port, or {@code null}
 * @param fetchSites the values of {@code Sec-Fetch-Site}: how the page's site and ours are related
 * @param host the {@code Host} that the request came to
 */
public record RequestOrigin(List<String> origins, List<String> fetchSites, Optional<String> host) {
  /** Browsers send it from Chromium 76, Firefox 90 and Safari 16.4 on. */
  public static final String FETCH_SITE = "Sec-Fetch-Site";

  public RequestOrigin {
    origins = List.copyOf(origins);
    fetchSites = List.copyOf(fetchSites);
  }
}
