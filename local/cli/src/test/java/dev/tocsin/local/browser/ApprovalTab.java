package dev.tocsin.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitUntilState;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The approval page in a tab, by what a person sees and does there. It notices what no person
 * would: a token in a referrer, something that the page's own policy forbade.
 */
public final class ApprovalTab implements AutoCloseable {
  private static final Path SHOTS = Path.of("target", "browser");
  private static final int DESKTOP_WIDTH = 1280;
  private static final int PHONE_WIDTH = 390;
  private static final int HEIGHT = 844;

  private final Page page;
  private final List<String> complaints = new ArrayList<>();

  ApprovalTab(Page page) {
    this.page = page;
    page.onConsoleMessage(message -> {
      if (message.text().contains("Content Security Policy")) {
        complaints.add(message.text());
      }
    });
    page.onRequest(request -> {
      if (request.headers().getOrDefault("referer", "").contains("token")) {
        complaints.add("the token is in the referrer of " + request.url());
      }
    });
  }

  /** Opens the link of a notification; the status of its answer. */
  public int open(URI link) {
    return Optional.ofNullable(page.navigate(link.toString())).orElseThrow().status();
  }

  /** Opens the page of an inbox, and the newest link there that asks for a decision. */
  public void openFromInbox(URI inbox) {
    page.navigate(inbox.toString());
    page.getByText("Look at it and decide").first().click();
    page.waitForURL(url -> url.contains("token="));
  }

  /** Answers by one of the two buttons; the status of what came. */
  public int answer(String button, String comment) {
    page.getByLabel("Comment").fill(comment);
    int status =
        statusOf(() ->
            page.getByRole(
                    AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
                .click());
    page.waitForURL(url -> !url.contains("token="));
    return status;
  }

  /** Clicks twice as fast as a mouse can. */
  public void doubleClick(String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .dblclick();
    page.waitForURL(url -> !url.contains("token="));
    page.locator(".kind").waitFor();
  }

  /** Loads the page again, which sends an answer again; the status of what came. */
  public int reload() {
    Response response = page.reload();
    return Optional.ofNullable(response).orElseThrow().status();
  }

  /** Goes back, as by the button of the browser. */
  public void back() {
    page.goBack(new Page.GoBackOptions().setWaitUntil(WaitUntilState.LOAD));
  }

  private int statusOf(Runnable action) {
    Response response = page.waitForResponse(ApprovalTab::isPost, action);
    return response.status();
  }

  private static boolean isPost(Response response) {
    Request request = response.request();
    return request.method().equals("POST");
  }

  /** Whether it asks for a decision. */
  public boolean asks() {
    return page.locator("form").count() > 0;
  }

  /** What stands above the title, in a word or two. */
  public String kind() {
    return page.locator(".kind").innerText();
  }

  public String title() {
    return page.locator("h1").innerText();
  }

  /** All that is to be read. */
  public String text() {
    return page.locator("body").innerText();
  }

  /**
   * Takes pictures of it on a desk by day and on a phone by night, into {@code target/browser}. On
   * either nothing is cut off or beyond the edge, and a thumb hits the buttons.
   */
  public void show(String name) {
    shot(name + "-desktop", DESKTOP_WIDTH, ColorScheme.LIGHT);
    shot(name + "-phone", PHONE_WIDTH, ColorScheme.DARK);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    page.setViewportSize(DESKTOP_WIDTH, HEIGHT);
  }

  private void shot(String name, int width, ColorScheme colours) {
    page.setViewportSize(width, HEIGHT);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SHOTS.resolve(name + ".png")).setFullPage(true));
    assertThat((Integer) page.evaluate("() => document.documentElement.scrollWidth"))
        .as("nothing of %s is beyond the edge", name)
        .isLessThanOrEqualTo(width);
    for (Locator button : page.locator("button").all()) {
      assertThat(button.boundingBox().height).as("a thumb hits %s", button).isGreaterThan(44);
    }
  }

  @Override
  public void close() {
    page.context().close();
    assertThat(complaints).isEmpty();
  }
}
