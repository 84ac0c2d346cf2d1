package dev.tocsin.core.delivery;

import java.util.Collection;
import java.util.Map;

/** How the last attempts at receivers went, each receiver once. */
public interface ReceiverStatuses {
  /** Keeps what is later than what is kept; part of the caller's transaction. */
  void save(Collection<ReceiverStatus> news);

  /** By the receiver's name; none for one that was never called. */
  Map<String, ReceiverStatus> all();
}
