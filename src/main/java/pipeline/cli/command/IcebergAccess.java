package pipeline.cli.command;

import pipeline.cli.run.RunContext;
import pipeline.cli.settings.Settings;
import pipeline.iceberg.IcebergConfig;
import pipeline.iceberg.IcebergTables;

/** Opens the Iceberg tables that the settings select. */
public final class IcebergAccess {
  private static final String DEFAULT_CATALOG = "folder";

  private IcebergAccess() {}

  /**
   * Opens the tables of the catalog that ICEBERG_CATALOG selects. Default: {@code folder}. The
   * caller must close the result.
   *
   * @throws pipeline.lake.store.LakeException if the settings are invalid, or the catalog cannot be
   *     used
   */
  public static IcebergTables open(RunContext context) {
    Settings settings = context.settings();
    IcebergConfig config =
        IcebergConfig.parse(
            settings.icebergCatalog().orElse(DEFAULT_CATALOG),
            settings.icebergWarehouse(),
            settings.icebergRest());
    return IcebergTables.open(context.lake(), config, context.lakeSettings());
  }
}
