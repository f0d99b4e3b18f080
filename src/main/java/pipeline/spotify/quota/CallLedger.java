package pipeline.spotify.quota;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.spotify.api.EndpointFamily;
import pipeline.spotify.api.InterruptibleWaits;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.StateStore;

/**
 * The calls of one run, which count toward the daily quota of the app together with the calls of
 * all other runs.
 *
 * <p>If the limit of a family is unknown, the ledger only counts. If the limit is known, a call
 * needs a claim. The run stores its claim, and then reads the claims of the other runs. If all
 * claims together exceed the limit, the run withdraws its claim and tries again. Therefore two runs
 * never use the same call, without any lock. A run claims several calls at a time. A killed run
 * loses the claimed calls that it has not used.
 *
 * <p>An instance is thread-safe.
 */
public final class CallLedger implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("spotify.quota");

  /** The largest number of calls to claim at a time, unless a caller needs more. */
  private static final int MAX_CLAIM = 20;

  /** The share of the remaining calls to claim, so that other runs find calls too. */
  private static final int CLAIM_SHARE = 4;

  private static final int MAX_CLAIM_ATTEMPTS = 8;

  /**
   * The smallest count to believe. A refusal after fewer calls has another program as its cause.
   */
  private static final int MIN_LIMIT = 10;

  /** The share of a limit that must be free before a run continues. */
  private static final int FREE_SHARE = 10;

  private static final int MAX_UNSTORED_CALLS = 50;
  private static final Duration MAX_UNSTORED_TIME = Duration.ofSeconds(30);

  private final CallRecords records;
  private final Clock clock;
  private final String writer;
  private final Map<EndpointFamily, Integer> configured;
  private final Runnable pause;
  private final ReentrantLock lock = new ReentrantLock();
  private final HourlyCalls own = new HourlyCalls();
  private final Map<EndpointFamily, FamilyState> states = new EnumMap<>(EndpointFamily.class);
  private Instant lastStored;
  private int unstored;

  /**
   * Creates a ledger.
   *
   * @param writer a unique name for the calls of this ledger
   * @param configured the daily limits that were set by hand; 0 for none
   * @param pause waits for a short random time before the ledger tries a claim again
   */
  public CallLedger(
      StateStore stateStore,
      Clock clock,
      String writer,
      Map<EndpointFamily, Integer> configured,
      Runnable pause) {
    this.records = new CallRecords(stateStore, clock);
    this.clock = clock;
    this.writer = writer;
    this.configured = Map.copyOf(configured);
    this.pause = pause;
    this.lastStored = clock.instant();
  }

  /** The calls of this run to one family. All of them are part of {@link #own}. */
  private static final class FamilyState {
    OptionalInt limit = OptionalInt.empty();

    /** The claimed calls that are neither reserved nor used. */
    int free;

    /** The calls that are reserved or have no response yet. */
    int pending;

    Instant claimedAt = Instant.EPOCH;

    /** The largest number of calls at which Spotify refused one in this run. */
    int refusedAt;

    /** The last failed reservation: its size, and the time before which it fails again. */
    int failedCalls = Integer.MAX_VALUE;

    Instant failsUntil = Instant.EPOCH;
  }

  /**
   * Sets calls aside for several requests.
   *
   * @throws SpotifyException RATE_LIMITED if the calls would exceed the daily limit
   */
  public CallReservation reserve(EndpointFamily family, int calls) {
    InterruptibleWaits.lock(lock);
    try {
      FamilyState state = state(family);
      int reserved = calls;
      if (state.limit.isPresent()) {
        // More calls than the limit can never be free at the same time.
        reserved = Math.min(calls, state.limit.getAsInt());
        takeClaimed(family, state, reserved);
      } else {
        own.add(clock.instant(), family, reserved);
      }
      state.pending += reserved;
      storeIfDue(reserved);
      return new CallReservation(this, family, reserved);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Counts a call that is about to be sent.
   *
   * @param reservation the reservation to take the call from, or null
   * @throws SpotifyException RATE_LIMITED if the call would exceed the daily limit
   */
  public void begin(EndpointFamily family, @Nullable CallReservation reservation) {
    if (reservation == null || !reservation.take(family)) {
      boolean unused = reserve(family, 1).take(family);
    }
  }

  /** Records the end of a call that counts toward the quota. */
  public void end(EndpointFamily family) {
    lock.lock();
    try {
      state(family).pending--;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Records a call that Spotify refused with 429. Refused calls do not count toward the quota.
   *
   * @param quotaExceeded whether the daily quota was the reason. The ledger then stores the number
   *     of calls as the limit of the family
   */
  public void endRefused(EndpointFamily family, boolean quotaExceeded) {
    lock.lock();
    try {
      FamilyState state = state(family);
      state.pending--;
      own.remove(family, 1);
      if (quotaExceeded) {
        learnLimit(family, state);
      }
    } finally {
      lock.unlock();
    }
  }

  private void learnLimit(EndpointFamily family, FamilyState state) {
    int used = records.read(writer).count(family) + own.count(family) - state.free - state.pending;
    if (used < MIN_LIMIT) {
      LOG.warn(
          "Spotify refused {} after {} counted calls in 24 hours; another program of the same"
              + " account has probably used the quota",
          family.label(),
          used);
    } else if (used > state.refusedAt) {
      state.refusedAt = used;
      records.writeLimit(family, used);
      LOG.warn(
          "Spotify's daily quota for {} is {} calls; later runs stop before they exceed it",
          family.label(),
          used);
    }
  }

  /** Returns unused calls of a reservation. */
  void giveBack(EndpointFamily family, int calls) {
    lock.lock();
    try {
      FamilyState state = state(family);
      state.pending -= calls;
      if (state.limit.isPresent()) {
        state.free += calls;
      } else {
        own.remove(family, calls);
      }
    } finally {
      lock.unlock();
    }
  }

  private void takeClaimed(EndpointFamily family, FamilyState state, int calls) {
    if (state.free > 0
        && !HourlyCalls.hourOf(state.claimedAt).equals(HourlyCalls.hourOf(clock.instant()))) {
      own.remove(family, state.free);
      state.free = 0;
    }
    if (state.free < calls) {
      claim(family, state, calls - state.free);
    }
    state.free -= calls;
  }

  private void claim(EndpointFamily family, FamilyState state, int needed) {
    if (needed >= state.failedCalls && clock.instant().isBefore(state.failsUntil)) {
      throw exhausted(family, state);
    }
    int limit = state.limit.orElseThrow();
    for (int attempt = 1; attempt <= MAX_CLAIM_ATTEMPTS; attempt++) {
      int room = limit - total().count(family);
      if (room < needed) {
        break;
      }
      int claimed = Math.max(needed, Math.min(MAX_CLAIM, room / CLAIM_SHARE));
      Instant now = clock.instant();
      own.add(now, family, claimed);
      store();
      int excess = Math.max(0, total().count(family) - limit);
      int granted = claimed - excess;
      if (excess > 0) {
        own.remove(family, granted >= needed ? excess : claimed);
        store();
      }
      if (granted >= needed) {
        state.free += granted;
        state.claimedAt = now;
        return;
      }
      pause.run();
    }
    state.failedCalls = needed;
    state.failsUntil =
        total().dropsTo(limit - Math.max(needed, limit / FREE_SHARE), family, clock.instant());
    throw exhausted(family, state);
  }

  private HourlyCalls total() {
    own.removeExpired(clock.instant());
    HourlyCalls total = records.read(writer);
    total.addAll(own);
    return total;
  }

  private static SpotifyException exhausted(EndpointFamily family, FamilyState state) {
    Instant end = state.failsUntil;
    return SpotifyException.rateLimited(
        "daily quota used up: %s, limit of %d calls in 24 hours; run again at %s or later, or set"
                .formatted(family.label(), state.limit.orElseThrow(), end)
            + " another limit with --requests-per-day",
        end);
  }

  private FamilyState state(EndpointFamily family) {
    return states.computeIfAbsent(
        family,
        key -> {
          FamilyState state = new FamilyState();
          state.limit = limit(family, configured, records);
          return state;
        });
  }

  /** Returns the limit that was set by hand, or else the stored one; empty for none. */
  static OptionalInt limit(
      EndpointFamily family, Map<EndpointFamily, Integer> configured, CallRecords records) {
    Integer byHand = configured.get(family);
    if (byHand == null) {
      return records.findLimit(family);
    }
    return byHand == 0 ? OptionalInt.empty() : OptionalInt.of(byHand);
  }

  private void storeIfDue(int calls) {
    unstored += calls;
    boolean isDue =
        unstored >= MAX_UNSTORED_CALLS
            || Duration.between(lastStored, clock.instant()).compareTo(MAX_UNSTORED_TIME) >= 0;
    if (isDue) {
      warnOfFailure(this::store);
    }
  }

  private void store() {
    own.takeChanged().forEach(hour -> records.write(writer, hour, own.of(hour)));
    unstored = 0;
    lastStored = clock.instant();
  }

  /** Runs an action whose failure must not fail the run. */
  private static void warnOfFailure(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException unwritten) {
      LOG.warn("Cannot store the number of calls to Spotify: {}", unwritten.getMessage());
    }
  }

  /** Stores the calls of this run, without the claimed calls that it has not used. */
  @Override
  public void close() {
    lock.lock();
    try {
      states.forEach((family, state) -> own.remove(family, state.free));
      if (!states.isEmpty()) {
        warnOfFailure(
            () -> {
              store();
              records.deleteExpired();
            });
      }
      states.clear();
    } finally {
      lock.unlock();
    }
  }
}
