package pipeline.iceberg;

import java.io.UncheckedIOException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NoSuchWarehouseException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.exceptions.RESTException;
import org.apache.iceberg.exceptions.ValidationException;
import pipeline.lake.Lake;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.lake.store.ObjectStore;

/** The Iceberg tables of a lake: opens the catalog, and translates its failures. */
public final class IcebergTables implements AutoCloseable {
  private static final String DEFAULT_FOLDER = "iceberg";

  private final IcebergConfig config;
  private final IcebergCatalog catalog;
  private final StoreFileIO files;

  private IcebergTables(IcebergConfig config, IcebergCatalog catalog, StoreFileIO files) {
    this.config = config;
    this.catalog = catalog;
    this.files = files;
  }

  /**
   * Opens the catalog. A folder is opened without a request; a REST catalog sends its
   * configuration.
   *
   * @param opener opens the store of {@code s3://bucket} or {@code file:folder}, if the tables are
   *     not in the lake
   * @throws LakeException if the REST catalog cannot be used
   */
  public static IcebergTables open(
      Lake lake, IcebergConfig config, Function<String, ObjectStore> opener) {
    StoreFileIO files = new StoreFileIO(lake.store(), opener);
    return translate(
        config,
        () -> {
          IcebergCatalog catalog =
              config.restUri().isPresent()
                  ? connect(config.restUri().get(), config, files)
                  : openFolder(lake, config, files);
          return new IcebergTables(config, catalog, files);
        });
  }

  private static IcebergCatalog connect(String uri, IcebergConfig config, StoreFileIO files) {
    // The warehouse of a REST catalog can be a name, a folder of this machine, or in a bucket.
    config.warehouse().filter(warehouse -> warehouse.startsWith("file:")).ifPresent(files::open);
    return RestCatalog.connect(uri, config, files);
  }

  private static IcebergCatalog openFolder(Lake lake, IcebergConfig config, StoreFileIO files) {
    String warehouse =
        config
            .warehouse()
            .map(location -> StoreFileIO.location(files.open(location)))
            .orElse(lake.uri(DEFAULT_FOLDER));
    return new FolderCatalog(files, warehouse);
  }

  IcebergCatalog catalog() {
    return catalog;
  }

  StoreFileIO files() {
    return files;
  }

  /** Returns the result of an action, whose failures become exceptions of the lake. */
  <T> T translate(Supplier<T> action) {
    return translate(config, action);
  }

  private static <T> T translate(IcebergConfig config, Supplier<T> action) {
    try {
      return action.get();
    } catch (NotAuthorizedException | ForbiddenException refused) {
      throw failure(
          LakeErrorKind.DENIED,
          config,
          refused,
          "refused",
          "check ICEBERG_REST_CREDENTIAL or ICEBERG_REST_TOKEN, and the rights in the catalog");
    } catch (CommitStateUnknownException unclear) {
      throw failure(
          LakeErrorKind.UNREACHABLE,
          config,
          unclear,
          "unknown result of a commit",
          "rerun, which commits only what is missing");
    } catch (CommitFailedException | ValidationException conflict) {
      throw failure(
          LakeErrorKind.REPLACED,
          config,
          conflict,
          "conflict with other writers",
          "rerun when fewer writers run");
    } catch (BadRequestException
        | NoSuchWarehouseException
        | NoSuchTableException
        | NoSuchNamespaceException
        | UnsupportedOperationException
        | IllegalArgumentException wrong) {
      throw failure(
          LakeErrorKind.CONFIGURATION,
          config,
          wrong,
          "invalid request",
          "check ICEBERG_CATALOG, ICEBERG_WAREHOUSE and the ICEBERG_REST_ settings");
    } catch (NotFoundException | UncheckedIOException missing) {
      throw failure(
          LakeErrorKind.DAMAGED,
          config,
          missing,
          "damaged Iceberg table",
          "restore the file, or drop the table and publish its dates again");
    } catch (RESTException unavailable) {
      throw failure(
          LakeErrorKind.UNREACHABLE,
          config,
          unavailable,
          "catalog not available",
          "check that it runs, then rerun");
    }
  }

  private static LakeException failure(
      LakeErrorKind kind,
      IcebergConfig config,
      RuntimeException cause,
      String problem,
      String remedy) {
    return new LakeException(
        kind, "%s: %s: %s; %s".formatted(problem, config, cause.getMessage(), remedy), cause);
  }

  @Override
  public void close() {
    catalog.close();
  }
}
