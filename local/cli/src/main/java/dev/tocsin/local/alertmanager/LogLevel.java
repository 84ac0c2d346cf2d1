package dev.tocsin.local.alertmanager;

/** What is logged at least. */
enum LogLevel {
  DEBUG,
  INFO,
  WARN,
  ERROR
}
