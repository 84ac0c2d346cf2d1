package dev.tocsin.local.browser;

/** {@code tocsin up}, as a process of its own, without credentials. */
class ApprovalOnUpTest extends ApprovalStories {
  @Override
  void start(BrowserSetup unstarted) throws Exception {
    var unused = unstarted.up(BrowserSetup.Plan.PLAIN);
  }
}
