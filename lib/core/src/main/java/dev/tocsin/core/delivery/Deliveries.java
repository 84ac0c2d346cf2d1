package dev.tocsin.core.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The deliveries and their sequences. A transaction that changes the order locks the sequences
 * first, those of events before those of flushes; a claim locks nothing but the deliveries it
 * takes.
 */
public interface Deliveries {
  /**
   * Locks the sequences of events of these groups until the caller's transaction ends, and returns
   * each that holds a delivery. Where none waits nothing is locked: the caller holds the group, or
   * has nothing to record.
   */
  List<EventDeliverySequence> lockEvents(Collection<GroupIntegration> keys);

  /**
   * Locks the sequences of flushes of these groups until the caller's transaction ends, and returns
   * each that has a delivery waiting. Where none waits nothing is locked, as in {@link
   * #lockEvents}.
   */
  List<GroupDeliverySequence> lockGroups(Collection<GroupIntegration> keys);

  /**
   * Locks and returns the events on which the flush of these groups is to decide, in order of
   * arrival. One that another transaction has just put there is left to a later flush.
   */
  List<Delivery> awaitingFlush(Collection<UUID> groups);

  /** All events on which no flush has decided, in order of arrival. */
  List<Delivery> undecided();

  /**
   * Lets the next flush decide on the events that waited for others to arrive and wait no longer.
   *
   * @param orders held by the caller's transaction
   * @return their groups
   */
  Set<UUID> complete(Collection<EventOrder> orders);

  /** Puts events on which no flush has decided into other groups at the same integration. */
  void regroup(Map<UUID, UUID> groups);

  /** Which of these groups have a flush that waits, at any integration. */
  Set<UUID> waitingGroups(Collection<UUID> groups);

  /** Which of these alerts had a firing delivered, by the receiver's name. */
  Map<String, Set<UUID>> notified(Collection<UUID> alerts);

  /**
   * Adds deliveries in order of arrival; one whose id is there already is kept as is. Part of the
   * caller's transaction, which holds their sequences.
   */
  void add(Collection<Delivery> deliveries);

  /**
   * {@link #add} of deliveries that their creator sends at once: those whose turn it is are under
   * its lease from the start.
   */
  void addLeased(Collection<Delivery> deliveries, Lease lease);

  /**
   * Writes what became of sequences that the caller's transaction holds. A delivery whose turn it
   * is now becomes due at once; one that was not decided on, or decided against, before also gets a
   * new deadline.
   *
   * @param lease under which those are whose turn it is now; empty: they are to be claimed
   */
  void saveEvents(
      Collection<EventDeliverySequence.Step> steps,
      Instant now,
      Instant newDeadline,
      Optional<Lease> lease);

  /** Writes what became of deliveries of groups whose sequences the caller's transaction holds. */
  void saveGroups(Collection<GroupDeliverySequence.Change> changes, Instant now);

  /**
   * Writes results and ends the leases. A final one holds for whatever still waits; one to try
   * again only while {@code lease} is still the one under which it was claimed.
   */
  void record(Collection<AttemptResult> results, UUID lease, Instant now);

  /**
   * Takes deliveries whose turn it is, which are due, within their deadline and under no lease;
   * those due longest first. Two callers never get the same one. A transaction of its own.
   */
  List<Delivery> claim(String receiver, int limit, Lease lease, Instant now);

  /** Ends the lease of deliveries that were not attempted after all. */
  void giveBack(Collection<UUID> ids, UUID lease);

  /**
   * Ends all leases. For a process that starts and has the database for itself: what the one before
   * it had under way when it was killed is due at once.
   *
   * @return how many
   */
  int endLeases();

  /**
   * Puts off everything that is due and under no lease, because the receiver's breaker is open.
   *
   * @return how many
   */
  int postpone(String receiver, Instant now, Instant until);

  /**
   * Puts off claimed deliveries, because the rate of their destination is used up: each is due an
   * interval after the one before. Those that were not put off before are due behind all of the
   * receiver's that were.
   *
   * @param ids in the order in which they are to be sent
   * @param from when the first can be sent
   */
  void putBehind(String receiver, List<UUID> ids, UUID lease, Instant from, Duration interval);

  /** Makes due what was put off, because the receiver's breaker closed. Returns how many. */
  int release(String receiver, Instant now);

  /**
   * When the first delivery of each receiver can be claimed, if at {@code within} or before, by the
   * receiver's name.
   */
  Map<String, Instant> due(Instant within);

  /**
   * Those that wait under no lease though their deadline has passed, longest overdue first; what
   * waits for a flush has none.
   */
  List<Delivery> expired(Instant now, int limit);

  Optional<Delivery> find(UUID id);

  /** Those of these deliveries that are known, in no order. */
  List<Delivery> find(Collection<UUID> ids);

  /**
   * Lets a dead delivery wait again, with no attempts and a new deadline; the sequence of an event
   * decides when it is its turn, a flush is ready. Part of the caller's transaction, which holds
   * its sequence.
   *
   * @return false when it is not dead, or when a later flush of its group took its place
   */
  boolean revive(UUID id, Instant now, Instant newDeadline);

  /** How many wait: for their turn, their time, or the end of a lease. */
  int waiting();
}
