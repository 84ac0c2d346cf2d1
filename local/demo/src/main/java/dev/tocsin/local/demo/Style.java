package dev.tocsin.local.demo;

/** How text stands out in a terminal. */
enum Style {
  BOLD("1"),
  DIM("2"),
  RED("1;31"),
  GREEN("32"),
  YELLOW("33"),
  BLUE("36");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  /** The text with the escape sequences around it, or as it is without {@code color}. */
  String on(String text, boolean color) {
    return color && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
