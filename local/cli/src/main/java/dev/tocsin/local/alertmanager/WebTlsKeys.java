package dev.tocsin.local.alertmanager;

import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.Shape;
import dev.tocsin.local.http.ClientCertificates;
import dev.tocsin.local.http.ClientCertificates.Asking;
import dev.tocsin.local.http.ServerTls;
import dev.tocsin.local.http.TlsFiles;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** The keys of {@code tls_server_config}. */
final class WebTlsKeys {
  /** Keys of Prometheus's that are refused, each with what to do instead. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "cert", "name a file by cert_file",
          "key", "name a file by key_file",
          "client_ca", "name a file by client_ca_file",
          "client_allowed_sans",
              "take it out, and let client_ca_file hold an authority of its own");

  private static final Map<String, String> GROUPS =
      Map.of(
          "CurveP256", "secp256r1",
          "CurveP384", "secp384r1",
          "CurveP521", "secp521r1",
          "X25519", "x25519");

  private WebTlsKeys() {}

  /** A version of TLS; Java speaks the last two of them. */
  private enum Version {
    TLS10,
    TLS11,
    TLS12,
    TLS13
  }

  /** Which certificates clients show, as Go names it. */
  private enum ClientAuth {
    NO_CLIENT_CERT("NoClientCert", Asking.NEVER, false),
    REQUEST("RequestClientCert", Asking.WANTED, false),
    REQUIRE_ANY("RequireAnyClientCert", Asking.NEEDED, false),
    VERIFY_IF_GIVEN("VerifyClientCertIfGiven", Asking.WANTED, true),
    REQUIRE_AND_VERIFY("RequireAndVerifyClientCert", Asking.NEEDED, true);

    private final String code;
    private final Asking asking;
    private final boolean verifies;

    ClientAuth(String code, Asking asking, boolean verifies) {
      this.code = code;
      this.asking = asking;
      this.verifies = verifies;
    }

    String code() {
      return code;
    }
  }

  /** Paths are those beside the file, unless they are absolute. */
  static Optional<ServerTls> read(Path file, Fields fields) {
    Shape<Path> path = Shape.text().as(file::resolveSibling);
    Optional<Path> certificate = fields.required("cert_file", path);
    Optional<Path> key = fields.required("key_file", path);
    ClientCertificates clients = clients(fields, path);
    List<String> protocols = protocols(fields);
    List<String> suites =
        fields.optional(
            "cipher_suites", Shape.listOf(Shape.text().as(WebTlsKeys::suite)), List.of());
    boolean ownOrder = fields.optional("prefer_server_cipher_suites", Shape.flag(), true);
    List<String> groups =
        fields.optional("curve_preferences", Shape.listOf(Shape.oneOf(GROUPS)), List.of());
    REFUSED.forEach((name, instead) -> {
      if (fields.mentions(name)) {
        fields.problem(name, "%s is not taken: %s".formatted(name, instead));
      }
    });
    return fields.build(() ->
        new ServerTls(
            new TlsFiles(certificate.orElseThrow(), key.orElseThrow()),
            clients,
            protocols,
            suites,
            ownOrder,
            groups));
  }

  private static ClientCertificates clients(Fields fields, Shape<Path> path) {
    ClientAuth auth =
        fields.optional(
            "client_auth_type",
            Shape.oneOf(ClientAuth.class, ClientAuth::code),
            ClientAuth.NO_CLIENT_CERT);
    Optional<Path> authorities = fields.optional("client_ca_file", path);
    if (auth.verifies && !fields.mentions("client_ca_file")) {
      fields.problem(
          "client_auth_type",
          "client_auth_type %s needs client_ca_file, with those that sign clients' certificates"
              .formatted(auth.code()));
    }
    if (!auth.verifies && authorities.isPresent()) {
      fields.problem(
          "client_ca_file",
          "client_ca_file has no effect with client_auth_type %s: it must be %s or %s"
              .formatted(
                  auth.code(),
                  ClientAuth.VERIFY_IF_GIVEN.code(),
                  ClientAuth.REQUIRE_AND_VERIFY.code()));
    }
    return new ClientCertificates(auth.asking, authorities);
  }

  private static List<String> protocols(Fields fields) {
    Shape<Version> version = Shape.oneOf(Version.class, Version::name);
    Version least = fields.optional("min_version", version, Version.TLS12);
    Version most = fields.optional("max_version", version, Version.TLS13);
    List<String> spoken =
        Stream.of(Version.TLS12, Version.TLS13)
            .filter(known -> known.compareTo(least) >= 0 && known.compareTo(most) <= 0)
            .map(known -> known == Version.TLS12 ? ServerTls.TLS_1_2 : ServerTls.TLS_1_3)
            .toList();
    if (spoken.isEmpty()) {
      fields.problem(
          fields.mentions("max_version") ? "max_version" : "min_version",
          "from %s to %s there is no version that is spoken: TLS12 or TLS13"
              .formatted(least, most));
    }
    return spoken;
  }

  private static String suite(String name) {
    if (!known().contains(name)) {
      throw new IllegalArgumentException("must be a cipher suite that Java knows");
    }
    return name;
  }

  private static Set<String> known() {
    try {
      return Set.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("no TLS context can be made", e);
    }
  }
}
