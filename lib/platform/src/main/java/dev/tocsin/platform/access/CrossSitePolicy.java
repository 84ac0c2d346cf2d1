package dev.tocsin.platform.access;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether a request may change something, by the page that a browser sends it from. A
 * browser adds a remembered login to the requests of any page (cross-site request forgery); this
 * keeps them from counting. Sources: Fetch Metadata, RFC 6454.
 */
public final class CrossSitePolicy {
  /** Methods that change nothing here. */
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  /** The page is ours, or there is none: a person typed the address. */
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  private static final Set<String> WEB = Set.of("http", "https");

  private static final int MOST_SHOWN = 200;

  private CrossSitePolicy() {}

  /** Why a request may go on, or may not. */
  enum Result {
    CHANGES_NOTHING(true),
    /** The route {@link dev.tocsin.core.access.AnyOrigin asks for a secret of its own}. */
    ANY_ORIGIN(true),
    /** No browser sends it: it counts by its credentials. */
    NO_BROWSER(true),
    OWN_PAGE(true),
    /** The browser says so, whatever the origin. A sibling subdomain is foreign too. */
    FOREIGN_SITE(false),
    /** A sandboxed page, a file, or one that hides where it is from. */
    HIDDEN_ORIGIN(false),
    FOREIGN_ORIGIN(false);

    private final boolean passes;

    Result(boolean passes) {
      this.passes = passes;
    }

    boolean passes() {
      return passes;
    }
  }

  /**
   * Decides.
   *
   * @param anyOrigin whether the route takes requests from pages of any site
   * @param publicUrl under which people reach us, also behind a proxy that rewrites {@code Host};
   *     its origin is then the only own one. Without it, own pages come from the request's host
   */
  static Result decide(
      String method, boolean anyOrigin, RequestOrigin from, Optional<URI> publicUrl) {
    if (SAFE.contains(method)) {
      return Result.CHANGES_NOTHING;
    }
    if (anyOrigin) {
      return Result.ANY_ORIGIN;
    }
    if (!OWN_SITES.containsAll(from.fetchSites())) {
      return Result.FOREIGN_SITE;
    }
    if (from.origins().isEmpty()) {
      return from.fetchSites().isEmpty() ? Result.NO_BROWSER : Result.OWN_PAGE;
    }
    if (from.origins().equals(List.of("null"))) {
      return Result.HIDDEN_ORIGIN;
    }
    return from.origins().size() == 1 && isOwn(from.origins().getFirst(), from.host(), publicUrl)
        ? Result.OWN_PAGE
        : Result.FOREIGN_ORIGIN;
  }

  /**
   * Why a request may not go on, in one sentence for its sender; empty when it may. The parameters
   * are those of {@link #decide}.
   */
  public static Optional<String> refusal(
      String method, boolean anyOrigin, RequestOrigin from, Optional<URI> publicUrl) {
    Result result = decide(method, anyOrigin, from, publicUrl);
    return result.passes() ? Optional.empty() : Optional.of(sentence(result, from, publicUrl));
  }

  /** One sentence for the sender of a request that may not go on. */
  static String sentence(Result result, RequestOrigin from, Optional<URI> publicUrl) {
    String header =
        switch (result) {
          case FOREIGN_SITE -> "Sec-Fetch-Site is " + shown(from.fetchSites());
          case HIDDEN_ORIGIN, FOREIGN_ORIGIN -> "Origin is " + shown(from.origins());
          case CHANGES_NOTHING, ANY_ORIGIN, NO_BROWSER, OWN_PAGE ->
              throw new IllegalArgumentException(result + " goes on");
        };
    String own =
        publicUrl
            .map(url -> origin(url) + ", the origin of public_url")
            .orElse(
                from.host().orElse("the address that is asked")
                    + "; behind a proxy, set public_url");
    return "%s: a request that changes something must come from no browser, or from a page of %s"
        .formatted(header, own);
  }

  private static String shown(List<String> values) {
    String text = String.join(", ", values);
    return "\"%s\"".formatted(text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) : text);
  }

  /**
   * Whether pages of an origin are ours. Without a public URL its scheme does not matter: TLS may
   * end in front of us.
   */
  private static boolean isOwn(String origin, Optional<String> host, Optional<URI> publicUrl) {
    URI page;
    try {
      page = URI.create(origin);
    } catch (IllegalArgumentException malformed) {
      return false;
    }
    if (!isOrigin(page)) {
      return false;
    }
    return publicUrl
        .map(url -> origin(url).equals(origin(page)))
        .orElseGet(() ->
            host.filter(asked ->
                    authority(page.getScheme(), asked)
                        .equals(authority(page.getScheme(), page.getRawAuthority())))
                .isPresent());
  }

  /** Whether it is what a browser sends for a page of the web: scheme, host and port alone. */
  private static boolean isOrigin(URI page) {
    return page.getScheme() != null
        && WEB.contains(page.getScheme().toLowerCase(Locale.ROOT))
        && page.getHost() != null
        && page.getRawUserInfo() == null
        && String.valueOf(page.getRawPath()).isEmpty()
        && page.getRawQuery() == null
        && page.getRawFragment() == null;
  }

  /** Scheme, host and port in lower case, without the port that the scheme has anyway. */
  private static String origin(URI url) {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    return scheme + "://" + authority(scheme, String.valueOf(url.getRawAuthority()));
  }

  private static String authority(String scheme, String hostAndPort) {
    String usual = scheme.equalsIgnoreCase("https") ? ":443" : ":80";
    String lower = hostAndPort.toLowerCase(Locale.ROOT);
    return lower.endsWith(usual) ? lower.substring(0, lower.length() - usual.length()) : lower;
  }
}
