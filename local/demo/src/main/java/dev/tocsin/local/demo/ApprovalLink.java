package dev.tocsin.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Optional;

/** A link that asks whether a remediation may go ahead. Looking at it decides nothing. */
final class ApprovalLink {

  private final Client client;
  private final URI uri;

  ApprovalLink(Client client, URI uri) {
    this.client = client;
    this.uri = uri;
  }

  /** The link of a notification, if it asks for approval. */
  static Optional<URI> of(Notification message) {
    try {
      return Optional.of(message.text("approval_url"))
          .filter(text -> !text.isBlank())
          .map(URI::create);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  URI uri() {
    return uri;
  }

  /** What is asked: remediation, action, target, status; empty when the link does not answer. */
  Optional<JsonNode> question() throws InterruptedException {
    return client.get(uri);
  }

  /** Says yes with the token that the link carries. */
  Client.Reply approve(String comment) throws InterruptedException {
    String token =
        Request.query(Optional.ofNullable(uri.getRawQuery()).orElse("")).getOrDefault("token", "");
    String asked = uri.toString();
    int query = asked.indexOf('?');
    URI endpoint = URI.create(query < 0 ? asked : asked.substring(0, query));
    return client.post(
        endpoint,
        Json.object().put("token", token).put("decision", "approve").put("comment", comment));
  }
}
