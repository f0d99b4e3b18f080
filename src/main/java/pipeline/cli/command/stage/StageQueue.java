package pipeline.cli.command.stage;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A queue of dates that wait for a stage. The stage runs for one date after the other, in the order
 * in which the dates were added.
 */
final class StageQueue {
  private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

  /** Adds a date to the end of the queue, and returns its turn. */
  synchronized StageTurn add() {
    StageTurn turn = new StageTurn(last, new CompletableFuture<>());
    last = CompletableFuture.allOf(last, turn.ended);
    return turn;
  }

  /**
   * The turn of one date in the queue.
   *
   * @param start completes when the turns of all dates before this one have ended
   */
  record StageTurn(CompletableFuture<?> start, CompletableFuture<@Nullable Void> ended) {
    /** The turn of a date that waits for no other date. */
    static final StageTurn FREE = new StageQueue().add();

    /** Waits until the turn begins. */
    void await() {
      start.join();
    }

    /** Ends the turn. The turn of a date that skips the stage may end before it has begun. */
    void end() {
      ended.complete(null);
    }
  }
}
