package dev.tocsin.routing.flush;

/**
 * Where our decisions differ from Alertmanager's.
 *
 * @param closesWhileMuted whether the end of an alert that was announced is sent also while the
 *     alert or its group is muted; otherwise what was opened at a receiver may stay open there
 * @param hiddenIsNotResolved whether alerts that still fire but are not shown, since they are muted
 *     or cut off by {@code max_alerts}, keep a group from being called resolved
 * @param acknowledgedIsNotRepeated whether a group is not repeated while all that fires in it is
 *     acknowledged; what is new and what ends is sent all the same
 */
public record FlushPolicy(
    boolean closesWhileMuted, boolean hiddenIsNotResolved, boolean acknowledgedIsNotRepeated) {
  public static final FlushPolicy DEFAULT = new FlushPolicy(true, true, true);

  /** Decides as Alertmanager does. */
  public static final FlushPolicy ALERTMANAGER = new FlushPolicy(false, false, false);
}
