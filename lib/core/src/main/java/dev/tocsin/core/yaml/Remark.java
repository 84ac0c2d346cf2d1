package dev.tocsin.core.yaml;

/** What is to be said of one place of a file. */
sealed interface Remark permits Problem, Warning {
  String file();

  int line();

  int column();
}
