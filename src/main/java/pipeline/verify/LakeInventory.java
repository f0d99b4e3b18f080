package pipeline.verify;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import pipeline.lake.Lake;
import pipeline.lake.Table;
import pipeline.lake.store.ObjectInfo;
import pipeline.tables.stage.DateRanges.DateRange;

/**
 * The objects in the folders of the tables.
 *
 * @param partitions the number of partitions of each date that has any
 * @param unknown the objects whose keys are not keys of partitions
 */
public record LakeInventory(
    NavigableMap<LocalDate, Integer> partitions, List<UnknownObject> unknown) {
  /** An object that is in the folder of a table but is not a partition. */
  record UnknownObject(Table<?> table, String key) {}

  /**
   * Lists the objects of tables.
   *
   * @param span the dates of the partitions. An unknown object is included if it is in the folder
   *     of one of these dates, or not in the folder of any date.
   */
  public static LakeInventory list(Lake lake, List<Table<?>> tables, DateRange span) {
    LakeInventory inventory = new LakeInventory(new TreeMap<>(), new ArrayList<>());
    List<List<ObjectInfo>> listed =
        lake.readAll(tables, table -> lake.store().list(table.folder()));
    for (int i = 0; i < tables.size(); i++) {
      for (ObjectInfo object : listed.get(i)) {
        inventory.add(tables.get(i), object.key(), span);
      }
    }
    return inventory;
  }

  private void add(Table<?> table, String key, DateRange span) {
    Optional<LocalDate> ds = Table.parseDate(key.substring(table.folder().length()));
    if (ds.filter(date -> !span.contains(date)).isPresent()) {
      return;
    }
    if (ds.isPresent() && key.equals(table.key(ds.get()))) {
      partitions.merge(ds.get(), 1, Integer::sum);
    } else {
      unknown.add(new UnknownObject(table, key));
    }
  }

  /** Returns whether there is neither a partition nor an unknown object. */
  public boolean isEmpty() {
    return partitions.isEmpty() && unknown.isEmpty();
  }

  /** Returns the number of partitions of some dates. */
  public int count(Collection<LocalDate> dates) {
    return dates.stream().mapToInt(ds -> partitions.getOrDefault(ds, 0)).sum();
  }
}
