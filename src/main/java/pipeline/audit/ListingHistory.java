package pipeline.audit;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Lake;
import pipeline.lake.Partition;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.lake.store.ObjectInfo;
import pipeline.tables.row.RawRelease;
import pipeline.tables.stage.AlbumIdHash;
import pipeline.tables.stage.CaptureMetadata;
import pipeline.tables.stage.StageInputs;

/**
 * Reads the listings of several dates from the footers of their partitions. Album ids are read only
 * if a comparison needs them.
 */
public final class ListingHistory {
  private final Lake lake;
  private final Map<ObjectInfo, ListingSnapshot> known = new ConcurrentHashMap<>();

  /** Creates a history that reads each version of a listing only once. */
  public ListingHistory(Lake lake) {
    this.lake = lake;
  }

  /**
   * Returns the listings of the {@link AnomalyDetector#COMPARED_DATES} dates before a date, in
   * order of date. Skips unreadable partitions.
   */
  public List<ListingSnapshot> listBefore(LocalDate ds) {
    SortedMap<LocalDate, ObjectInfo> listed =
        lake.listPartitions(RawRelease.TABLE, ds.minusDays(AnomalyDetector.COMPARED_DATES), ds);
    return lake
        .readAll(List.copyOf(listed.entrySet()), day -> findReadable(day.getKey(), day.getValue()))
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /** Returns the listing of a partition. */
  public ListingSnapshot find(Partition<RawRelease> partition) {
    return known.computeIfAbsent(partition.version().object(), object -> from(partition));
  }

  private Optional<ListingSnapshot> findReadable(LocalDate day, ObjectInfo object) {
    ListingSnapshot listing = known.get(object);
    return listing == null
        ? findReadablePartition(day, object).map(this::find)
        : Optional.of(listing);
  }

  private Optional<Partition<RawRelease>> findReadablePartition(LocalDate day, ObjectInfo object) {
    try {
      return Optional.of(lake.partition(RawRelease.TABLE, day, object));
    } catch (LakeException failure) {
      if (failure.kind() == LakeErrorKind.REPLACED) {
        return findCurrent(day);
      }
      if (failure.isUnreadableObject()) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  private Optional<Partition<RawRelease>> findCurrent(LocalDate day) {
    try {
      return StageInputs.retryOnReplaced(() -> lake.find(RawRelease.TABLE, day));
    } catch (LakeException failure) {
      if (failure.isUnreadableObject()) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /** Returns the listing of a partition of raw/releases. */
  public static ListingSnapshot from(Partition<RawRelease> partition) {
    PartitionMetadata footer = partition.footer();
    CaptureMetadata capture = CaptureMetadata.from(footer);
    return new ListingSnapshot(
        partition.ds(),
        capture.source(),
        capture.late(),
        capture.truncated(),
        footer.rows(),
        footer.contentHash(),
        new MemoizingSupplier(() -> albumsHash(partition)));
  }

  /**
   * Returns a hash of the album ids. For a damaged partition, returns the content hash of the
   * partition, which differs from the hash of every other listing.
   */
  private static String albumsHash(Partition<RawRelease> partition) {
    try {
      return AlbumIdHash.hash(partition);
    } catch (LakeException failure) {
      if (failure.kind() == LakeErrorKind.DAMAGED) {
        return partition.footer().contentHash();
      }
      throw failure;
    }
  }

  /** A supplier that calls another supplier once, keeps the value and releases that supplier. */
  private static final class MemoizingSupplier implements Supplier<String> {
    private @Nullable Supplier<String> supplier;
    private @Nullable String value;

    MemoizingSupplier(Supplier<String> supplier) {
      this.supplier = supplier;
    }

    @Override
    public synchronized String get() {
      if (supplier != null) {
        value = supplier.get();
        supplier = null;
      }
      return Objects.requireNonNull(value);
    }
  }
}
