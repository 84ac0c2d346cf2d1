package dev.tocsin.routing.timeline;

import dev.tocsin.routing.event.AlertEvent;
import dev.tocsin.routing.group.FlushRecord;
import dev.tocsin.routing.state.Acknowledgement;
import java.time.Instant;

/** Something in the history of an alert. */
public sealed interface TimelineEntry {
  Instant at();

  /** Its place among entries of one time, the newest first. */
  int rank();

  /**
   * What a flush decided for one integration.
   *
   * @param sentence why
   */
  record Decided(FlushRecord decision, String sentence) implements TimelineEntry {
    @Override
    public Instant at() {
      return decision.at();
    }

    @Override
    public int rank() {
      return 0;
    }
  }

  /** An acknowledgement ended, by itself where its {@link Acknowledgement#end} is empty. */
  record AcknowledgementEnded(Acknowledgement acknowledgement) implements TimelineEntry {
    @Override
    public Instant at() {
      return acknowledgement.end().map(Acknowledgement.End::at).orElse(acknowledgement.until());
    }

    @Override
    public int rank() {
      return 1;
    }
  }

  /** The alert was acknowledged. */
  record Acknowledged(Acknowledgement acknowledgement) implements TimelineEntry {
    @Override
    public Instant at() {
      return acknowledgement.at();
    }

    @Override
    public int rank() {
      return 2;
    }
  }

  /** Something happened to the alert itself. */
  record Happened(AlertEvent event) implements TimelineEntry {
    @Override
    public Instant at() {
      return event.at();
    }

    @Override
    public int rank() {
      return 3;
    }
  }
}
