package dev.tocsin.remediation.approval;

import dev.tocsin.core.remediation.ApprovalPolicy.Refusal;
import io.micronaut.http.HttpStatus;
import java.util.Locale;

/**
 * A request that is refused, in the words for programs and in those for people.
 *
 * @param detail what happened, for a program: one sentence without its capital and stop
 * @param heading the same for a person
 * @param next what the person can do now, in whole sentences
 */
record ApprovalError(int status, String detail, String heading, String next) {
  private static final String OPEN_AGAIN =
      "Open the link from the notification once more, all of it: mail programs sometimes cut long links.";

  String title() {
    return HttpStatus.getDefaultReason(status);
  }

  /** There is no such run, or the token is not its own; the answer does not say which. */
  static ApprovalError badLink() {
    return new ApprovalError(403, "the link is not valid", "This link is not valid", OPEN_AGAIN);
  }

  /** The address is not one of a link. */
  static ApprovalError badAddress(String detail) {
    return new ApprovalError(
        400, detail, "This link is not complete", sentence(detail) + " " + OPEN_AGAIN);
  }

  /** The answer cannot be taken as it was sent. */
  static ApprovalError badAnswer(int status, String detail) {
    return new ApprovalError(
        status,
        detail,
        "Your answer was not taken",
        sentence(detail) + " Nothing was decided: go back, change your answer, and send it again.");
  }

  private static String sentence(String detail) {
    return detail.substring(0, 1).toUpperCase(Locale.ROOT) + detail.substring(1) + ".";
  }

  /** The token is right, but the answer does not count. */
  static ApprovalError of(Refusal why) {
    return switch (why) {
      case EXPIRED ->
          new ApprovalError(
              410,
              "the question has lapsed",
              "This request has expired",
              "Nothing was done. If the alert still fires, repair it by hand. When it fires again, you"
                  + " may be asked again, by a new link.");
      case ALREADY_DECIDED ->
          new ApprovalError(
              409,
              "this was decided before",
              "This was decided before",
              "The first answer counts, and another one changes nothing. You can close this page.");
      case ALERT_RESOLVED ->
          new ApprovalError(
              409,
              "the alert is over",
              "The alert has resolved",
              "Nothing was done, and nothing needs to be. You can close this page.");
      case PARAMETERS_CHANGED ->
          new ApprovalError(
              409,
              "the catalogue no longer says what was asked; nothing is done",
              "The action has changed",
              "The catalogue of remediations was changed after this was asked, so nothing was done. If"
                  + " the alert still fires, repair it by hand.");
    };
  }

  /** What the framework refuses, or what failed. */
  static ApprovalError ofStatus(int status) {
    return switch (status) {
      case 404 ->
          new ApprovalError(
              404, "there is nothing at this address", "There is nothing here", OPEN_AGAIN);
      case 405 ->
          new ApprovalError(
              405, "an approval takes GET and POST", "This is not how approvals work", OPEN_AGAIN);
      case 413 -> badAnswer(413, "the body is longer than 64 KiB");
      default ->
          status < 500
              ? badAnswer(status, "the request cannot be understood")
              : new ApprovalError(
                  status,
                  "something broke; try again",
                  "This does not work right now",
                  "Try again in a minute: open the link from the notification, which also shows"
                      + " whether your answer was taken.");
    };
  }
}
