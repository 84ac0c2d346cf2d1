package dev.tocsin.local.http;

import dev.tocsin.core.failure.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a server speaks TLS.
 *
 * @param protocols as Java names them
 * @param cipherSuites those that are allowed below TLS 1.3; empty: the server's own choice
 * @param prefersOwnOrder whether the server chooses among the client's cipher suites
 * @param groups of key agreement as Java names them; empty: the JVM's choice
 */
public record ServerTls(
    TlsFiles files,
    ClientCertificates clients,
    List<String> protocols,
    List<String> cipherSuites,
    boolean prefersOwnOrder,
    List<String> groups) {
  public static final String TLS_1_2 = "TLSv1.2";
  public static final String TLS_1_3 = "TLSv1.3";

  public ServerTls {
    protocols = List.copyOf(protocols);
    cipherSuites = List.copyOf(cipherSuites);
    groups = List.copyOf(groups);
  }

  /** Says how TLS is spoken from now on; it is asked every second. */
  @FunctionalInterface
  public interface Source {
    ServerTls now();

    /** With a certificate, and all else as is usual. */
    static Source of(TlsFiles files) {
      ServerTls usual = usual(files);
      return () -> usual;
    }
  }

  private static ServerTls usual(TlsFiles files) {
    return new ServerTls(
        files, ClientCertificates.NONE, List.of(TLS_1_2, TLS_1_3), List.of(), true, List.of());
  }

  /**
   * Those whose signature is trusted under a client's certificate; empty where none is verified.
   *
   * @throws UserError when their file cannot be read or has none
   */
  List<X509Certificate> authorities() {
    return clients.authorities().map(ServerTls::certificates).orElse(List.of());
  }

  private static List<X509Certificate> certificates(Path file) {
    try {
      return TlsIdentity.certificates(
          new PemFile(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1)));
    } catch (IOException e) {
      throw new UserError("%s cannot be read: %s.".formatted(file, e), e);
    }
  }

  /** What changes when a file is replaced; empty while one of them is not there. */
  Optional<List<FileTime>> modified() {
    return files.modified().flatMap(own -> ofAuthorities().map(theirs -> and(own, theirs)));
  }

  private Optional<List<FileTime>> ofAuthorities() {
    try {
      return Optional.of(
          clients.authorities().isEmpty()
              ? List.of()
              : List.of(TlsFiles.modified(clients.authorities().get())));
    } catch (IOException beingReplaced) {
      return Optional.empty();
    }
  }

  private static List<FileTime> and(List<FileTime> some, List<FileTime> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
