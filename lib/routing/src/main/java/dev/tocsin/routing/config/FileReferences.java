package dev.tocsin.routing.config;

/** Whether a configuration may name files: {@code *_file}, templates, certificates. */
public enum FileReferences {
  /** For a configuration that is a file itself. */
  ALLOWED,
  /** For a configuration that comes by API: its sender could read the server's files with them. */
  REFUSED
}
