package pipeline.spotify.quota;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.spotify.api.EndpointFamily;
import pipeline.spotify.api.InterruptibleWaits;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.StateStore;

/**
 * A ledger of the calls that one run sends to Spotify. The calls of all runs count toward the daily
 * quota of the app.
 *
 * <p>If the limit of an endpoint family is unknown, the ledger only counts the calls. If the limit
 * is known, a run must claim calls before it sends them. The run stores its claim, and then reads
 * the claims of the other runs. If the used and claimed calls of all runs exceed the limit, the run
 * reduces its claim by the excess. If the remaining claim is too small, the run withdraws it and
 * tries again. Therefore the calls of all runs never exceed the limit, although the runs share no
 * lock. A run claims several calls at a time. If a run is killed, the calls that it has claimed and
 * not used still count for at most 25 hours and 5 minutes.
 *
 * <p>An instance is thread-safe.
 */
public final class CallLedger implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("spotify.quota");

  /** The largest number of calls to claim at a time, unless a caller needs more. */
  private static final int MAX_CLAIM = 20;

  /**
   * The divisor for the size of a claim: a run claims at most a quarter of the remaining calls,
   * unless it needs more. The rest is left for other runs.
   */
  private static final int CLAIM_DIVISOR = 4;

  private static final int MAX_CLAIM_ATTEMPTS = 8;

  /**
   * The smallest count that is stored as a limit. If Spotify refuses after fewer calls, another
   * program has probably used the quota.
   */
  private static final int MIN_LIMIT = 10;

  /**
   * The divisor for the number of calls that must be free before a stopped run may continue. This
   * number is a tenth of the limit, unless the run needs more calls.
   */
  private static final int FREE_DIVISOR = 10;

  private static final int MAX_UNSTORED_CALLS = 50;
  private static final Duration CONTENTION_WAIT = Duration.ofMinutes(1);
  private static final Duration MAX_UNSTORED_TIME = Duration.ofSeconds(30);

  private final CallRecords records;
  private final Clock clock;
  private final String writer;
  private final Map<EndpointFamily, Integer> configured;
  private final IntConsumer pause;
  private final ReentrantLock lock = new ReentrantLock();
  private final HourlyCalls own = new HourlyCalls();
  private final Map<EndpointFamily, FamilyState> states = new EnumMap<>(EndpointFamily.class);
  private Instant lastStored;
  private int unstored;

  /**
   * Creates a ledger.
   *
   * @param writer a unique name for the calls of this ledger
   * @param configured the limits of --requests-per-day by family; 0 means no limit. The stored
   *     limits apply to all other families
   * @param pause waits for a short random time after a failed attempt to claim calls; its argument
   *     is the number of failed attempts
   */
  public CallLedger(
      StateStore stateStore,
      Clock clock,
      String writer,
      Map<EndpointFamily, Integer> configured,
      IntConsumer pause) {
    this.records = new CallRecords(stateStore, clock);
    this.clock = clock;
    this.writer = writer;
    this.configured = Map.copyOf(configured);
    this.pause = pause;
    this.lastStored = clock.instant();
  }

  /** The calls of this run to one family. These calls are also counted in {@link #own}. */
  private static final class FamilyState {
    OptionalInt limit = OptionalInt.empty();

    /** The claimed calls that are neither reserved nor used. */
    int free;

    /** The calls that are reserved or have no response yet. */
    int pending;

    Instant claimedAt = Instant.EPOCH;

    /** The largest limit that this run has learned from a refusal; 0 if there was none. */
    int refusedAt;

    /**
     * The size of the last claim for which there were too few calls. Until {@link #exhaustedUntil},
     * a claim of this size or larger fails at once.
     */
    int exhaustedSize = Integer.MAX_VALUE;

    Instant exhaustedUntil = Instant.EPOCH;
  }

  /**
   * Reserves calls for several requests.
   *
   * @throws SpotifyException RATE_LIMITED if the calls would exceed the daily limit
   */
  public CallReservation reserve(EndpointFamily family, int calls) {
    InterruptibleWaits.lock(lock);
    try {
      FamilyState state = state(family);
      // The reservation is at most the limit, because more calls can never be free at the same
      // time.
      int reserved = Math.min(calls, state.limit.orElse(calls));
      take(family, state, reserved);
      Instant countedAt = state.limit.isPresent() ? state.claimedAt : clock.instant();
      return new CallReservation(this, family, countedAt, reserved);
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
    if (reservation != null && reservation.take(family)) {
      return;
    }
    InterruptibleWaits.lock(lock);
    try {
      take(family, state(family), 1);
    } finally {
      lock.unlock();
    }
  }

  private void take(EndpointFamily family, FamilyState state, int calls) {
    if (state.limit.isPresent()) {
      takeClaimed(family, state, calls);
    } else {
      own.add(clock.instant(), family, calls);
      storeIfDue(calls);
    }
    state.pending += calls;
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
   * @param quotaExceeded whether the daily quota was the reason. If it was, the ledger stores the
   *     number of calls as the limit of the family.
   */
  public void endRefused(EndpointFamily family, boolean quotaExceeded) {
    lock.lock();
    try {
      FamilyState state = state(family);
      state.pending--;
      own.remove(family, 1);
      if (quotaExceeded) {
        // A failure to store the limit must not hide the refusal.
        warnOfFailure("store the daily limit of calls to Spotify", () -> learnLimit(family, state));
      }
    } finally {
      lock.unlock();
    }
  }

  private void learnLimit(EndpointFamily family, FamilyState state) {
    int used = total().countWithinWindow(family, clock.instant()) - state.free - state.pending;
    if (used < MIN_LIMIT) {
      LOG.warn(
          "Daily quota for {} used up after only {} counted calls in 24 hours; another program of"
              + " the same developer account has probably used it",
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

  /**
   * Takes back unused calls of a reservation.
   *
   * @param countedAt the time at which the calls were counted
   */
  void giveBack(EndpointFamily family, Instant countedAt, int calls) {
    lock.lock();
    try {
      FamilyState state = state(family);
      state.pending -= calls;
      if (state.limit.isPresent() && isSameHour(countedAt, state.claimedAt)) {
        state.free += calls;
      } else {
        own.remove(family, calls);
      }
    } finally {
      lock.unlock();
    }
  }

  private void takeClaimed(EndpointFamily family, FamilyState state, int calls) {
    if (state.free > 0 && !isSameHour(state.claimedAt, clock.instant())) {
      own.remove(family, state.free);
      state.free = 0;
    }
    if (state.free < calls) {
      claim(family, state, calls - state.free);
    }
    state.free -= calls;
  }

  private static boolean isSameHour(Instant one, Instant other) {
    return HourlyCalls.hourOf(one).equals(HourlyCalls.hourOf(other));
  }

  private void claim(EndpointFamily family, FamilyState state, int needed) {
    if (needed >= state.exhaustedSize && clock.instant().isBefore(state.exhaustedUntil)) {
      throw exhausted(family, state);
    }
    int limit = state.limit.orElseThrow();
    for (int attempt = 1; attempt <= MAX_CLAIM_ATTEMPTS; attempt++) {
      HourlyCalls total = total();
      int room = limit - total.count(family);
      if (room < needed) {
        int mostUsed = limit - Math.max(needed, limit / FREE_DIVISOR);
        state.exhaustedSize = needed;
        state.exhaustedUntil = total.dropsTo(mostUsed, family, clock.instant());
        throw exhausted(family, state);
      }
      Instant now = clock.instant();
      int wanted = Math.max(needed, Math.min(MAX_CLAIM, room / CLAIM_DIVISOR));
      int granted = tryClaim(family, limit, needed, wanted);
      if (granted > 0) {
        state.free += granted;
        state.claimedAt = now;
        return;
      }
      pause.accept(attempt);
    }
    Instant later = clock.instant().plus(CONTENTION_WAIT);
    throw SpotifyException.rateLimited(
        "daily quota in use by other runs: %s; run again at %s or later"
            .formatted(family.label(), later),
        later);
  }

  /**
   * Tries to claim calls. Returns the number of claimed calls, which is at least {@code needed} and
   * at most {@code wanted}; 0 if the other runs leave too few calls.
   */
  private int tryClaim(EndpointFamily family, int limit, int needed, int wanted) {
    own.add(clock.instant(), family, wanted);
    int granted = 0;
    try {
      store();
      int excess = Math.max(0, total().count(family) - limit);
      granted = wanted - excess >= needed ? wanted - excess : 0;
    } finally {
      own.remove(family, wanted - granted);
    }
    if (granted < wanted) {
      store();
    }
    return granted;
  }

  private HourlyCalls total() {
    own.removeExpired(clock.instant());
    HourlyCalls total = records.read(writer);
    total.addAll(own);
    return total;
  }

  private static SpotifyException exhausted(EndpointFamily family, FamilyState state) {
    Instant end = state.exhaustedUntil;
    return SpotifyException.rateLimited(
        "too few calls left in the daily quota: %s (limit: %d calls in 24 hours); run again at %s or later, or set"
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
      warnOfFailure("store the number of calls to Spotify", this::store);
    }
  }

  private void store() {
    for (Instant hour : own.changedHours()) {
      records.write(writer, hour, own.of(hour));
      own.markStored(hour);
    }
    unstored = 0;
    lastStored = clock.instant();
  }

  /** Runs an action. Logs its failure as a warning, because this failure must not end the run. */
  private static void warnOfFailure(String purpose, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException failed) {
      LOG.warn("Cannot {}: {}", purpose, failed.getMessage());
    }
  }

  /** Stores the calls of this run, except those that it claimed but did not use. */
  @Override
  public void close() {
    lock.lock();
    try {
      states.forEach((family, state) -> own.remove(family, state.free));
      if (!states.isEmpty()) {
        warnOfFailure("store the number of calls to Spotify", this::store);
        warnOfFailure("delete expired counts of calls to Spotify", records::deleteExpired);
      }
      states.clear();
    } finally {
      lock.unlock();
    }
  }
}
