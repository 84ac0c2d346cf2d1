package dev.tocsin.routing.config;

/** A secret, or the file that holds it. */
public sealed interface Credential {
  /** A secret that stands in the configuration itself. */
  record Inline(Secret secret) implements Credential {}

  /**
   * The content of a file, read anew for each use.
   *
   * @param path as written; a relative one starts at the configuration's folder
   */
  record InFile(String path) implements Credential {}
}
