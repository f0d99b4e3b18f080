package pipeline.cli.command.stage;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The dates that wait for a stage, or run it. One date at a time runs it, in the order of adding.
 */
final class StageQueue {
  private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

  /** Adds a date after all others. */
  synchronized StageTurn add() {
    StageTurn turn = new StageTurn(last, new CompletableFuture<>());
    last = CompletableFuture.allOf(last, turn.ended);
    return turn;
  }

  /**
   * The turn of a date.
   *
   * @param start completes when the turns of all dates before have ended
   */
  record StageTurn(CompletableFuture<?> start, CompletableFuture<@Nullable Void> ended) {
    /** The turn of a date that waits for no other date. */
    static final StageTurn FREE = new StageQueue().add();

    /** Waits until the turn begins. */
    void await() {
      start.join();
    }

    /** Ends the turn. If it has not begun, the date does not run the stage. */
    void end() {
      ended.complete(null);
    }
  }
}
