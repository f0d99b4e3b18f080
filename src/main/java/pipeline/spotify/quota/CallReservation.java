package pipeline.spotify.quota;

import java.time.Instant;
import pipeline.spotify.api.EndpointFamily;

/**
 * Calls that are reserved for several requests, such as all pages of an album. If all calls are
 * used, each further request takes a call from the ledger. {@link #close} returns unused calls.
 *
 * <p>An instance is thread-safe.
 */
public final class CallReservation implements AutoCloseable {
  private final CallLedger ledger;
  private final EndpointFamily family;
  private final Instant countedAt;
  private int left;

  /**
   * Creates a reservation.
   *
   * @param countedAt the time at which the calls were counted
   */
  CallReservation(CallLedger ledger, EndpointFamily family, Instant countedAt, int calls) {
    this.ledger = ledger;
    this.family = family;
    this.countedAt = countedAt;
    this.left = calls;
  }

  /**
   * Uses one of the calls. Returns false if no call is left, or if the reservation is for another
   * family.
   */
  synchronized boolean take(EndpointFamily requested) {
    if (requested != family || left == 0) {
      return false;
    }
    left--;
    return true;
  }

  @Override
  public synchronized void close() {
    ledger.giveBack(family, countedAt, left);
    left = 0;
  }
}
