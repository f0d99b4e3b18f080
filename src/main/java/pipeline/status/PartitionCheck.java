package pipeline.status;

import pipeline.lake.Partition;
import pipeline.lake.Table;

/**
 * An additional check of partitions. Without it, a scan checks only their footers. Several threads
 * can call the check at the same time.
 */
public interface PartitionCheck {
  /** A check that includes no table. */
  PartitionCheck NONE =
      new PartitionCheck() {
        @Override
        public boolean includes(Table<?> table) {
          return false;
        }

        @Override
        public void check(Partition<?> partition) {}
      };

  /** Returns whether the partitions of a table are checked. */
  boolean includes(Table<?> table);

  /**
   * Checks a partition. In each scan, all partitions of analytics/partitions are checked before
   * those of other tables.
   *
   * @throws pipeline.lake.store.LakeException of kind DAMAGED or WRONG_TABLE if the partition fails
   *     the check
   */
  void check(Partition<?> partition);
}
