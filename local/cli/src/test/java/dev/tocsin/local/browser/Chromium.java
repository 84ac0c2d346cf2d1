package dev.tocsin.local.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Chromium of this host with a profile of its own, without a window. The environment variable
 * {@code TOCSIN_CHROMIUM} names its program, which else is looked for on the {@code PATH}.
 */
public final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** The program, if there is one. */
  public static Optional<Path> program() {
    return Optional.ofNullable(System.getenv("TOCSIN_CHROMIUM"))
        .map(Path::of)
        .or(Chromium::onThePath);
  }

  private static Optional<Path> onThePath() {
    List<Path> folders =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .filter(folder -> !folder.isEmpty())
            .map(Path::of)
            .toList();
    return NAMES.stream()
        .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts it; it stays on this host, and is used by one thread. */
  public static Chromium start() {
    Path program =
        program()
            .orElseThrow(() ->
                new IllegalStateException(
                    "there is no Chromium on the PATH: install it (on Debian: apt-get install"
                        + " chromium), or name its program by TOCSIN_CHROMIUM"));
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    try {
      return new Chromium(
          playwright,
          playwright
              .chromium()
              .launch(
                  new BrowserType.LaunchOptions()
                      .setExecutablePath(program)
                      .setHeadless(true)
                      .setArgs(arguments())));
    } catch (RuntimeException e) {
      playwright.close();
      throw e;
    }
  }

  private static List<String> arguments() {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync"));
    // Chromium refuses to sandbox what root runs.
    if (System.getProperty("user.name").equals("root")) {
      arguments.add("--no-sandbox");
    }
    return arguments;
  }

  Browser browser() {
    return browser;
  }

  /** A new person's window, who has not logged in anywhere. */
  public ApprovalTab newTab() {
    return new ApprovalTab(browser.newContext().newPage());
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
