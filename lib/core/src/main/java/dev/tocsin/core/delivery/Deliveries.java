package dev.tocsin.core.delivery;

import dev.tocsin.core.label.Fingerprint;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The deliveries and their sequences. A transaction that changes the order locks the sequences
 * first, those of fingerprints before those of groups; a claim locks nothing but the deliveries it
 * takes.
 */
public interface Deliveries {
  /**
   * Locks the sequences of these fingerprints until the caller's transaction ends, and returns each
   * once. A fingerprint never seen has a sequence with nothing recorded.
   */
  List<DeliverySequence> lock(Collection<Fingerprint> fingerprints);

  /**
   * Locks the sequences of these groups until the caller's transaction ends, and returns each that
   * has a delivery waiting. Where none waits nothing is locked: the caller holds the group, or has
   * nothing to record.
   */
  List<GroupDeliverySequence> lockGroups(Collection<GroupIntegration> keys);

  /** Which of these groups have a delivery that waits, at any integration. */
  Set<UUID> waitingGroups(Collection<UUID> groups);

  /** Which of these alerts had a firing delivered. */
  Set<UUID> notified(Collection<UUID> alerts);

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
   * is now becomes due at once; one that was decided against before also gets a new deadline.
   */
  void save(Collection<DeliverySequence.Step> steps, Instant now, Instant newDeadline);

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
   * Puts off everything that is due and under no lease, because the receiver's breaker is open.
   *
   * @return how many
   */
  int postpone(String receiver, Instant now, Instant until);

  /** Makes due what was put off, because the receiver's breaker closed. Returns how many. */
  int release(String receiver, Instant now);

  /**
   * When the first delivery of each receiver can be claimed, if at {@code within} or before, by the
   * receiver's name.
   */
  Map<String, Instant> due(Instant within);

  /** Those that wait under no lease though their deadline has passed, longest overdue first. */
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
