package pipeline.status;

import java.util.Locale;
import pipeline.lake.store.LakeException;

/** The states of a partition, from the best to the worst. */
public enum PartitionState {
  OK("✓"),
  NOT_YET("–"),
  PURGED("–"),
  MISSING("–"),
  /**
   * The partition was built from an input that is now missing or replaced, or a partition of the
   * layer clean or analytics has the schema of an older jar.
   */
  OUTDATED("!"),
  /** The partition differs from the version that load recorded for the star schema. */
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

  /** Returns whether the partition does not exist. */
  public boolean isAbsent() {
    return this == NOT_YET || this == PURGED || this == MISSING;
  }

  /** Returns the state of a partition that is unreadable or has failed a check. */
  static PartitionState from(LakeException failure) {
    return switch (failure.kind()) {
      case WRONG_TABLE -> FOREIGN;
      case NEWER_SCHEMA -> NEWER;
      default -> DAMAGED;
    };
  }
}
