package pipeline.doctor;

import java.util.function.Supplier;
import pipeline.iceberg.IcebergCheck;
import pipeline.iceberg.IcebergTables;
import pipeline.lake.Lake;
import pipeline.tables.row.Tables;

/** Checks of the catalog of the Iceberg tables. */
public final class IcebergChecks {
  private IcebergChecks() {}

  /**
   * Checks that all existing tables can be read and, if the catalog allows this check, that changes
   * can be committed.
   *
   * @param catalog the setting of the catalog
   * @param opener opens the tables; this method closes them
   * @param name a name that no other run uses, for a test file
   */
  public static CheckResult catalog(
      String catalog, Lake lake, Supplier<IcebergTables> opener, String name) {
    try (IcebergTables tables = opener.get()) {
      IcebergCheck result = IcebergCheck.run(lake, tables, name);
      return CheckResult.ok(
          "the Iceberg catalog %s has %d of %d tables; %s"
              .formatted(
                  catalog,
                  result.tables(),
                  Tables.all().size(),
                  result.isCommitChecked()
                      ? "changes can be committed"
                      : "the permission to commit changes was not checked"));
    }
  }
}
