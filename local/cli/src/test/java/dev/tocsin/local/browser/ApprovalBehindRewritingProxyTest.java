package dev.tocsin.local.browser;

import java.net.URI;
import java.util.Optional;

/** Behind a proxy that rewrites Host, whose address is the public URL. */
class ApprovalBehindRewritingProxyTest extends ApprovalStories {
  private URI address = URI.create("http://localhost");

  @Override
  void start(BrowserSetup unstarted) throws Exception {
    ReverseProxy proxy = unstarted.opened(new ReverseProxy());
    address = proxy.url();
    proxy.to(unstarted.embedded(new BrowserSetup.Plan(false, Optional.of(address), false)).http());
  }

  /** The notification has the public URL; only what the test makes itself has another. */
  @Override
  URI reached(URI link) {
    return link.getPort() == address.getPort()
        ? link
        : URI.create(address + link.getRawPath() + "?" + link.getRawQuery());
  }
}
