package dev.tocsin.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tocsin.platform.access.CrossSitePolicy.Result;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossSitePolicyTest {
  /** Several values of a header are separated by a blank. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      value = {
        // Without a public URL: pages of the host that is asked.
        "POST   | -                        | -           | 127.0.0.1:8080   | -  | NO_BROWSER",
        "PUT    | http://127.0.0.1:8080    | -           | 127.0.0.1:8080   | -  | OWN_PAGE",
        "DELETE | http://127.0.0.1:8080    | same-origin | 127.0.0.1:8080   | -  | OWN_PAGE",
        "POST   | http://localhost:8080    | same-origin | LOCALHOST:8080   | -  | OWN_PAGE",
        "POST   | http://tocsin.lan        | -           | tocsin.lan:80    | -  | OWN_PAGE",
        "POST   | https://tocsin.lan       | same-origin | tocsin.lan:443   | -  | OWN_PAGE",
        "POST   | https://tocsin.lan       | same-origin | tocsin.lan       | -  | OWN_PAGE",
        "POST   | http://[::1]:8080        | -           | [::1]:8080       | -  | OWN_PAGE",
        "POST   | -                        | same-origin | 127.0.0.1:8080   | -  | OWN_PAGE",
        "POST   | -                        | none        | 127.0.0.1:8080   | -  | OWN_PAGE",
        "POST   | http://127.0.0.1:8081    | -           | 127.0.0.1:8080   | -  | FOREIGN_ORIGIN",
        "POST   | http://localhost:8080    | -           | 127.0.0.1:8080   | -  | FOREIGN_ORIGIN",
        "POST   | http://evil.example      | -           | tocsin.lan       | -  | FOREIGN_ORIGIN",
        "POST   | http://tocsin.lan.evil   | -           | tocsin.lan       | -  | FOREIGN_ORIGIN",
        "POST   | http://tocsin.lan        | -           | -                | -  | FOREIGN_ORIGIN",
        "POST   | tocsin.lan               | -           | tocsin.lan       | -  | FOREIGN_ORIGIN",
        "POST   | ftp://tocsin.lan         | -           | tocsin.lan       | -  | FOREIGN_ORIGIN",
        "POST   | http://tocsin.lan/       | -           | tocsin.lan       | -  | FOREIGN_ORIGIN",
        "POST   | http://tocsin.lan?a      | -           | tocsin.lan       | -  | FOREIGN_ORIGIN",
        "POST   | http://tocsin.lan#a      | -           | tocsin.lan       | -  | FOREIGN_ORIGIN",
        "POST   | http://a@tocsin.lan      | -           | a@tocsin.lan     | -  | FOREIGN_ORIGIN",
        "POST   | ''                       | -           | ''               | -  | FOREIGN_ORIGIN",
        "POST   | http://a%%               | -           | a%%              | -  | FOREIGN_ORIGIN",
        "POST   | http://h:1 http://h:1    | -           | h:1              | -  | FOREIGN_ORIGIN",
        "POST   | http://h:1 null          | -           | h:1              | -  | FOREIGN_ORIGIN",
        "POST   | null                     | -           | 127.0.0.1:8080   | -  | HIDDEN_ORIGIN",
        "POST   | null                     | same-origin | 127.0.0.1:8080   | -  | HIDDEN_ORIGIN",
        // The browser's word on the site goes before the origin.
        "POST   | http://127.0.0.1:8080    | cross-site  | 127.0.0.1:8080   | -  | FOREIGN_SITE",
        "POST   | -                        | cross-site  | 127.0.0.1:8080   | -  | FOREIGN_SITE",
        "POST   | null                     | cross-site  | 127.0.0.1:8080   | -  | FOREIGN_SITE",
        "POST   | https://blog.example.com | same-site   | tocsin.example.com | - | FOREIGN_SITE",
        "POST   | http://127.0.0.1:8080    | same-origin cross-site | 127.0.0.1:8080 | - | FOREIGN_SITE",
        "POST   | http://127.0.0.1:8080    | unheard-of  | 127.0.0.1:8080   | -  | FOREIGN_SITE",
        // With one: its pages, and no others, whatever the host is behind a proxy.
        "PUT    | https://tocsin.example   | same-origin | 127.0.0.1:8080   | https://tocsin.example/base/ | OWN_PAGE",
        "PUT    | https://tocsin.example   | -           | tocsin.example   | https://Tocsin.example:443   | OWN_PAGE",
        "PUT    | -                        | -           | 127.0.0.1:8080   | https://tocsin.example       | NO_BROWSER",
        "PUT    | http://tocsin.example    | -           | tocsin.example   | https://tocsin.example       | FOREIGN_ORIGIN",
        "PUT    | https://tocsin.example:8443 | -        | tocsin.example   | https://tocsin.example       | FOREIGN_ORIGIN",
        "PUT    | http://127.0.0.1:8080    | -           | 127.0.0.1:8080   | https://tocsin.example       | FOREIGN_ORIGIN",
        "PUT    | null                     | -           | 127.0.0.1:8080   | https://tocsin.example       | HIDDEN_ORIGIN",
        "PUT    | https://tocsin.example   | cross-site  | 127.0.0.1:8080   | https://tocsin.example       | FOREIGN_SITE",
        // What changes nothing is not asked.
        "GET    | http://evil.example      | cross-site  | 127.0.0.1:8080   | -  | CHANGES_NOTHING",
        "HEAD   | null                     | cross-site  | 127.0.0.1:8080   | -  | CHANGES_NOTHING",
        "OPTIONS| http://evil.example      | cross-site  | 127.0.0.1:8080   | -  | CHANGES_NOTHING",
        // A method that nobody knows may change something.
        "PATCH  | http://evil.example      | -           | 127.0.0.1:8080   | -  | FOREIGN_ORIGIN",
      })
  void decide(
      String method,
      @Nullable String origins,
      @Nullable String fetchSites,
      @Nullable String host,
      @Nullable URI publicUrl,
      Result result) {
    RequestOrigin from = from(origins, fetchSites, host);
    assertThat(CrossSitePolicy.decide(method.strip(), false, from, Optional.ofNullable(publicUrl)))
        .isEqualTo(result);
    assertThat(CrossSitePolicy.decide(method.strip(), true, from, Optional.ofNullable(publicUrl)))
        .as("a route that asks for a secret of its own")
        .isEqualTo(result == Result.CHANGES_NOTHING ? result : Result.ANY_ORIGIN);
  }

  private static RequestOrigin from(
      @Nullable String origins, @Nullable String fetchSites, @Nullable String host) {
    return new RequestOrigin(values(origins), values(fetchSites), Optional.ofNullable(host));
  }

  private static List<String> values(@Nullable String header) {
    return header == null ? List.of() : Stream.of(header.split(" ", -1)).toList();
  }

  @Test
  void sentence_namesTheHeaderItsValueAndWhatWouldBeRight() {
    assertThat(
            CrossSitePolicy.sentence(
                Result.FOREIGN_ORIGIN,
                from("http://evil.example", null, "10.0.0.1:8080"),
                Optional.of(URI.create("https://tocsin.example/base"))))
        .isEqualTo(
            "Origin is \"http://evil.example\": a request that changes something must come from no"
                + " browser, or from a page of https://tocsin.example, the origin of public_url");
    assertThat(
            CrossSitePolicy.sentence(
                Result.FOREIGN_SITE, from(null, "same-site", "tocsin.lan"), Optional.empty()))
        .isEqualTo(
            "Sec-Fetch-Site is \"same-site\": a request that changes something must come from no"
                + " browser, or from a page of tocsin.lan; behind a proxy, set public_url");
    assertThat(
            CrossSitePolicy.sentence(
                Result.FOREIGN_ORIGIN, from("x".repeat(9_000), null, null), Optional.empty()))
        .hasSizeLessThan(400);
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            CrossSitePolicy.sentence(Result.OWN_PAGE, from(null, null, null), Optional.empty()));
  }
}
