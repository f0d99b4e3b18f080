package pipeline.status;

import java.util.Locale;
import pipeline.lake.store.LakeException;

/** What can be said of a partition, the worst last. */
public enum PartitionState {
  OK("✓"),
  NOT_YET("–"),
  PURGED("–"),
  MISSING("–"),
  /** Made from something that was replaced since, or by an older jar. */
  OUTDATED("!"),
  /** Not what load published together with the star's other tables. */
  MIXED("!"),
  NEWER("✗"),
  FOREIGN("✗"),
  DAMAGED("✗");

  private final String symbol;

  PartitionState(String symbol) {
    this.symbol = symbol;
  }

  public String symbol() {
    return symbol;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Whether there is nothing, which may be as it should. */
  boolean isAbsent() {
    return this == NOT_YET || this == PURGED || this == MISSING;
  }

  /** Whether a failure says something of one partition, and nothing of the lake. */
  static boolean isPartitionFailure(LakeException failed) {
    return switch (failed.kind()) {
      case DAMAGED, WRONG_TABLE, NEWER_SCHEMA -> true;
      default -> false;
    };
  }

  /** Of a partition that cannot be used. */
  static PartitionState from(LakeException failed) {
    return switch (failed.kind()) {
      case WRONG_TABLE -> FOREIGN;
      case NEWER_SCHEMA -> NEWER;
      default -> DAMAGED;
    };
  }
}
