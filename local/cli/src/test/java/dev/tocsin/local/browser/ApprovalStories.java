package dev.tocsin.local.browser;

import static dev.tocsin.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.local.trial.Receiver;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people do with the link of a notification, in a real browser, wherever they reach us. */
@Tag("browser")
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ApprovalStories {
  private static final String NAME = "Restart the web server";

  private BrowserSetup place;
  private Chromium chromium;

  /** Starts the pipeline, as this is reached. */
  abstract void start(BrowserSetup unstarted) throws Exception;

  /** A link as people follow it here. */
  URI reached(URI link) {
    return link;
  }

  @BeforeAll
  void begin(@TempDir Path folder) throws Exception {
    chromium = Chromium.start();
    place = new BrowserSetup(folder);
    start(place);
  }

  @AfterAll
  void end() throws Exception {
    place.close();
    chromium.close();
  }

  private String shot(String name) {
    return getClass().getSimpleName() + "-" + name;
  }

  private URI link(Receiver.Reported reported) {
    return reached(URI.create(reported.text("approval_url")));
  }

  @Test
  void approve_withAComment_isRecordedCarriedOutAndAnsweredOnce() throws Exception {
    URI link = link(place.asked("web-1"));
    try (ApprovalTab tab = chromium.newTab();
        ApprovalTab other = chromium.newTab()) {
      assertThat(tab.open(link)).isEqualTo(200);
      assertThat(tab.kind()).isEqualTo("Approval requested");
      assertThat(tab.title()).isEqualTo(NAME + "?");
      assertThat(tab.text())
          .contains("minutes left", "Trial value high", "web-1", "/web-1/restart", "POST");
      tab.show(shot("question"));
      assertThat(other.open(link)).isEqualTo(200);
      assertThat(place.decision("web-1").answer()).isEmpty();

      assertThat(tab.answer("Approve", "it <helped> last time ✓")).isEqualTo(200);

      assertThat(tab.kind()).isEqualTo("Your decision is recorded");
      assertThat(tab.title()).isEqualTo(NAME + ": approved");
      assertThat(tab.text()).contains("it <helped> last time ✓", "You can close this page");
      assertThat(tab.asks()).isFalse();
      tab.show(shot("result"));
      assertApproved("web-1", "it <helped> last time ✓");
      assertThat(place.reported("web-1", "remediation_result").text("status")).isEqualTo("success");

      // The page that was open all the while, by another person.
      assertThat(other.answer("Deny", "better not")).isEqualTo(409);
      assertThat(other.kind()).isEqualTo("This was decided before");
      assertThat(other.text())
          .contains("Approved at", "it <helped> last time ✓", "The first answer counts")
          .doesNotContain("about:blank");
      other.show(shot("second"));
      // A reload sends the form again; going back looks again.
      assertThat(tab.reload()).isEqualTo(409);
      assertThat(tab.kind()).isEqualTo("This was decided before");
      tab.back();
      assertThat(tab.kind()).isEqualTo("No longer open");
      assertThat(tab.asks()).isFalse();
    }
    assertApproved("web-1", "it <helped> last time ✓");
    assertThat(place.decision("web-1").status()).isEqualTo("success");
    assertThat(place.actions()).filteredOn("/web-1/restart"::equals).hasSize(1);
  }

  private void assertApproved(String instance, String comment) throws Exception {
    BrowserSetup.Decision decision = place.decision(instance);
    assertThat(decision.answer()).isEqualTo("approve");
    assertThat(decision.comment()).isEqualTo(comment);
    assertThat(decision.principal()).isEqualTo("link");
    assertThat(decision.audit()).isEqualTo("remediation.approve " + comment);
    assertThat(decision.runs()).isEqualTo(1);
  }

  @Test
  void doubleClick_decidesOnceAndEndsOnAPageForPeople() throws Exception {
    URI link = link(place.asked("web-2"));
    try (ApprovalTab tab = chromium.newTab()) {
      tab.open(link);
      tab.doubleClick("Approve");
      assertThat(tab.kind()).isIn("Your decision is recorded", "This was decided before");
      assertThat(tab.title()).startsWith(NAME + ": ");
      assertThat(tab.text()).contains("Approved at", "You can close this page");
    }
    assertApproved("web-2", "");
  }

  @Test
  void deny_isRecordedAndNothingIsDone() throws Exception {
    URI link = link(place.asked("web-3"));
    try (ApprovalTab tab = chromium.newTab()) {
      tab.open(link);
      assertThat(tab.answer("Deny", "I am on it")).isEqualTo(200);
      assertThat(tab.title()).isEqualTo(NAME + ": denied");
      assertThat(tab.text()).contains("Denied at", "I am on it", "Nothing is done");
      tab.show(shot("denied"));
    }
    BrowserSetup.Decision decision = place.decision("web-3");
    assertThat(decision.status()).isEqualTo("skipped");
    assertThat(decision.reason()).isEqualTo("denied");
    assertThat(decision.audit()).isEqualTo("remediation.deny I am on it");
    assertThat(place.reported("web-3", "remediation_result").text("status")).isEqualTo("skipped");
    assertThat(place.actions()).noneMatch(path -> path.contains("web-3"));
  }

  @Test
  void expired_saysSoAndWhatToDo() throws Exception {
    var unused = place.asked("web-4");
    URI link = reached(place.expired("web-4"));
    try (ApprovalTab tab = chromium.newTab()) {
      assertThat(tab.open(link)).isEqualTo(410);
      assertThat(tab.kind()).isEqualTo("This request has expired");
      assertThat(tab.text()).contains("Nothing was done", "repair it by hand", "web-4");
      assertThat(tab.asks()).isFalse();
      tab.show(shot("expired"));
    }
    assertThat(place.decision("web-4").answer()).isEmpty();
    assertThat(place.actions()).noneMatch(path -> path.contains("web-4"));
  }

  @Test
  void alertThatResolvedMeanwhile_saysThatNothingNeedsToBeDone() throws Exception {
    URI link = link(place.asked("web-5"));
    try (ApprovalTab tab = chromium.newTab()) {
      tab.open(link);
      place.sample("web-5", 10);
      var unused = place.reported("web-5", "resolved");
      within(BrowserSetup.LIMIT)
          .alias("remediation to hear of it")
          .until(() -> place.decision("web-5").reason().equals("alert_resolved"));
      assertThat(tab.answer("Approve", "")).isEqualTo(409);
      assertThat(tab.kind()).isEqualTo("The alert has resolved");
      tab.show(shot("resolved"));
    }
    assertThat(place.decision("web-5").answer()).isEmpty();
    assertThat(place.decision("web-5").audit()).isEmpty();
    assertThat(place.actions()).noneMatch(path -> path.contains("web-5"));
  }

  @Test
  void linkThatWasCutShort_saysHowToGoOn() throws Exception {
    URI link = link(place.asked("web-6"));
    try (ApprovalTab tab = chromium.newTab()) {
      String cut = link.toString().substring(0, link.toString().length() - 8);
      assertThat(tab.open(URI.create(cut))).isEqualTo(403);
      assertThat(tab.title()).isEqualTo("This link is not valid");
      assertThat(tab.text()).contains("Open the link from the notification once more");
      tab.show(shot("invalid"));
    }
  }
}
