package dev.tocsin.local.alertmanager;

/** How lines of the log are written. */
enum LogFormat {
  LOGFMT,
  JSON
}
